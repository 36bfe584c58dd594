package io.m6flow.sink.webhook;

import io.m6flow.sink.webhook.IntentStore.Leased;
import io.m6flow.sink.webhook.IntentStore.Taken;
import io.m6flow.sink.webhook.IntentStore.Turn;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one endpoint, with threads of its own: one that takes what is due, and a few that send. What this endpoint
 * does to them is nobody else's trouble. Thread-safe; start and close once each.
 */
final class EndpointDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointDelivery.class);
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Endpoint endpoint;
    private final IntentStore store;
    private final DeliverySettings settings;
    private final GivenUp givenUp;
    private final RandomGenerator random;
    private final Sender sender;
    private final ExecutorService senders;
    private final PersistentThread taker;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean closing;
    private volatile EndpointStatus status = EndpointStatus.UNKNOWN;

    /** Confined to the taker. */
    private long statusAt = System.nanoTime() - STATUS_NANOS;

    EndpointDelivery(
            Endpoint endpoint,
            IntentStore store,
            DeliverySettings settings,
            GivenUp givenUp,
            RandomGenerator random,
            Sender sender) {
        this.endpoint = endpoint;
        this.store = store;
        this.settings = settings;
        this.givenUp = givenUp;
        this.random = random;
        this.sender = sender;
        this.senders = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "webhook-send-" + endpoint.name());
            thread.setDaemon(true);
            return thread;
        });
        this.taker = new PersistentThread("webhook-" + endpoint.name(), this::round);
    }

    void start() {
        taker.start();
    }

    /** Something may be due. Never blocks. */
    void wake() {
        work.release();
    }

    /** As it was two seconds ago at most, while the store answers. */
    EndpointStatus status() {
        return status;
    }

    private void round() throws InterruptedException {
        work.drainPermits();
        if (System.nanoTime() - statusAt >= STATUS_NANOS) {
            status = store.status(endpoint.name());
            statusAt = System.nanoTime();
        }
        if (underWay.get() < settings.concurrency()) {
            Taken taken = store.take(endpoint.name(), settings.concurrency(), settings.lease());
            for (Leased leased : taken.leased()) {
                underWay.incrementAndGet();
                senders.execute(() -> deliver(leased, taken.now()));
            }
        }
        work.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void deliver(Leased leased, Instant now) {
        try {
            Answer answer = sender.send(leased.intent(), now);
            if (closing && !answer.isSuccess()) {
                // Our own end may be what it failed of; after its lease it is sent again.
                return;
            }
            Verdict verdict = verdict(leased, answer);
            if (isLast(verdict)) {
                givenUp.note(endpoint.name(), leased.intent(), leased.attempts() + 1, answer.cause());
            }
            tell(leased, verdict, store.settle(endpoint.name(), leased, verdict, settings.breaker()));
        } catch (IntentStoreException | IOException e) {
            LOG.warn(
                    "webhook {} to {} was sent, and what came of it is not noted; after its lease it is sent again: {}",
                    leased.intent().id(),
                    endpoint.name(),
                    e.getMessage());
        } finally {
            underWay.decrementAndGet();
            wake();
        }
    }

    private Verdict verdict(Leased leased, Answer answer) {
        if (answer.isSuccess()) {
            return new Verdict.Delivered();
        } else if (answer.isGone()) {
            return new Verdict.Gone(answer.cause());
        }
        return new Verdict.Failed(
                answer.cause(),
                settings.schedule().after(leased.attempts() + 1, random),
                answer.hold(settings.longestHold()));
    }

    private static boolean isLast(Verdict verdict) {
        return verdict.fold(delivered -> false, failed -> failed.again().isEmpty(), gone -> false);
    }

    private void tell(Leased leased, Verdict verdict, Turn turn) {
        String id = leased.intent().id();
        String cause = verdict.fold(delivered -> "", Verdict.Failed::cause, Verdict.Gone::cause);
        if (isLast(verdict) && turn != Turn.STALE) {
            LOG.warn(
                    "webhook {} to {} is given up after attempt {}: {}",
                    id,
                    endpoint.name(),
                    leased.attempts() + 1,
                    cause);
        }
        switch (turn) {
            case BROKEN ->
                LOG.warn(
                        "webhook endpoint {} breaks, last with {}: {}; others are not sent for {}",
                        endpoint.name(),
                        id,
                        cause,
                        settings.breaker().firstPause());
            case DISABLED ->
                LOG.warn(
                        "webhook endpoint {} is disabled by {}: {}; m6flow webhooks enable {} sends again",
                        endpoint.name(),
                        id,
                        cause,
                        endpoint.name());
            case RECOVERED -> LOG.info("webhook endpoint {} recovers with {}", endpoint.name(), id);
            case NONE, STILL_BROKEN, STALE -> LOG.debug("webhook {} to {}: {}", id, endpoint.name(), turn);
        }
    }

    /** Takes no more, without waiting for what is under way. */
    void stop() {
        taker.stop();
        wake();
    }

    /** Stops; what is under way at the deadline (of {@link System#nanoTime}) is left to the next start. */
    void close(long deadline) {
        stop();
        taker.close();
        senders.shutdown();
        try {
            senders.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing = true;
        sender.close();
    }
}
