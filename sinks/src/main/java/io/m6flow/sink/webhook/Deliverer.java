package io.m6flow.sink.webhook;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Delivers the intents of a store to endpoints, each at least once and with the same {@code webhook-id} at every attempt,
 * or gives it up with its cause. Each endpoint has its own threads, retries and breaker, so that one that hangs, fails or
 * is gone holds up no other. Order is not kept. Several may run on one store. Thread-safe; start and close once each.
 */
public final class Deliverer implements AutoCloseable {
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final List<Endpoint> endpoints;
    private final IntentStore store;
    private final Map<EndpointName, EndpointDelivery> deliveries = new TreeMap<>();
    private final ScheduledExecutorService deadlines;

    /**
     * One that does not run yet; the store is the caller's.
     *
     * @param givenUp hears what is given up
     */
    public Deliverer(List<Endpoint> endpoints, IntentStore store, DeliverySettings settings, GivenUp givenUp) {
        this(endpoints, store, settings, givenUp, RandomGenerator.getDefault(), InetAddress::getAllByName);
    }

    Deliverer(
            List<Endpoint> endpoints,
            IntentStore store,
            DeliverySettings settings,
            GivenUp givenUp,
            RandomGenerator random,
            NameLookup lookup) {
        this.endpoints = List.copyOf(endpoints);
        this.store = store;
        this.deadlines = deadlines();
        for (Endpoint endpoint : endpoints) {
            Sender sender = new Sender(endpoint, settings.timeout(), settings.concurrency(), lookup, deadlines);
            EndpointDelivery before = deliveries.put(
                    endpoint.name(), new EndpointDelivery(endpoint, store, settings, givenUp, random, sender));
            if (before != null) {
                throw new IllegalArgumentException("two endpoints are named " + endpoint.name());
            }
        }
    }

    private static ScheduledExecutorService deadlines() {
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // An attempt that was answered leaves nothing behind.
        deadlines.setRemoveOnCancelPolicy(true);
        return deadlines;
    }

    /**
     * Makes these endpoints, and no others, those that are told, and answers for each since when it is known; it is told
     * what happens from then on.
     *
     * @throws IntentStoreException if the store does not answer
     */
    public Map<Endpoint, Instant> subscribe() {
        store.subscribe(endpoints.stream().collect(Collectors.toMap(Endpoint::name, Endpoint::subscription)));
        return endpoints.stream()
                .collect(Collectors.toMap(endpoint -> endpoint, endpoint -> store.know(endpoint.name())));
    }

    public void start() {
        deliveries.values().forEach(EndpointDelivery::start);
    }

    /** Something was recorded for this endpoint. Never blocks. */
    public void wake(EndpointName endpoint) {
        Optional.ofNullable(deliveries.get(endpoint)).ifPresent(EndpointDelivery::wake);
    }

    /** How each endpoint does, as it was two seconds ago at most while the store answers. */
    public Map<EndpointName, EndpointStatus> status() {
        Map<EndpointName, EndpointStatus> all = new TreeMap<>();
        deliveries.forEach((name, delivery) -> all.put(name, delivery.status()));
        return all;
    }

    /** Stops; what is under way has some seconds to be answered, else it is sent again after the next start. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE_AT_CLOSE.toNanos();
        deliveries.values().forEach(EndpointDelivery::stop);
        deliveries.values().forEach(delivery -> delivery.close(deadline));
        deadlines.shutdownNow();
    }
}
