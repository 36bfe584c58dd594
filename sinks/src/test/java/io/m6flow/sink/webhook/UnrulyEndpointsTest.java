package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Endpoints that hang, fail, ask for patience, are gone and lead elsewhere, all at once beside two that are well. */
class UnrulyEndpointsTest {
    private static final Logger LOG = LoggerFactory.getLogger(UnrulyEndpointsTest.class);

    /** To each endpoint, in each half of the trial. */
    private static final int MESSAGES = 200;

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Receiver> unruly = new ArrayList<>();
    private IntentStore store;
    private List<Receiver> well;
    private Receiver inside;

    @BeforeEach
    void start() throws IOException {
        REDIS.flush();
        store = closed(new RedisIntents(REDIS.uri()));
        well = List.of(receiver("one"), receiver("two"));
        inside = receiver("inside");
    }

    @AfterEach
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    @Timeout(60)
    void eachIsTreatedAsTheStandardSaysAndTheOthersFeelNothing() throws Exception {
        trial(DeliverySettings.DEFAULT.withTimeout(Duration.ofSeconds(3)));
    }

    /** With the settings of the product, and an endpoint that answers after a minute. */
    @Test
    @Tag("soak")
    @Timeout(300)
    void soItIsWithAnEndpointThatHangsForAMinute() throws Exception {
        Receiver hanging = trial(DeliverySettings.DEFAULT);
        TimeUnit.MINUTES.sleep(1);
        hanging.goesOn();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> store.status(hanging.name()).delivered() > 0);
    }

    /** Answers the endpoint that hangs. */
    private Receiver trial(DeliverySettings settings) throws Exception {
        Receiver hanging = unruly("hanging").hanging();
        Receiver failing = unruly("failing").always(500, Map.of());
        Receiver busy = unruly("busy").always(429, Map.of("Retry-After", "120"));
        Receiver gone = unruly("gone").always(410, Map.of());
        Receiver leading = unruly("leading")
                .always(302, Map.of("Location", "http://127.0.0.1:" + inside.port() + "/latest/meta-data"));
        Deliverer deliverer = deliver(settings);
        long alone = p99(deliverer, "alone", well);
        long beside = p99(
                deliverer,
                "beside",
                Stream.concat(unruly.stream(), well.stream()).toList());
        LOG.info("p99 of two endpoints that are well: {} ms alone, {} ms beside five that are not", alone, beside);

        assertThat(beside)
                .as("against %s that the other hangs", settings.timeout())
                .isLessThan(settings.timeout().toMillis() / 2);
        assertThat(hanging.unread())
                .as("left alone after ten attempts that nobody answered")
                .isBetween(settings.concurrency(), 10 + settings.concurrency());
        awaitStatus(failing, status -> status.pausedFor().isPresent());
        assertThat(failing.unread()).as("left alone after ten failures").isBetween(10, 10 + settings.concurrency());
        awaitStatus(
                busy,
                status -> status.pausedFor()
                        .filter(pause -> pause.compareTo(Duration.ofSeconds(60)) > 0
                                && pause.compareTo(Duration.ofSeconds(120)) <= 0)
                        .isPresent());
        assertThat(busy.unread()).isBetween(1, settings.concurrency());
        awaitStatus(gone, status -> status.disabled().equals(Optional.of("it answered 410")));
        assertThat(gone.unread()).isBetween(1, settings.concurrency());
        awaitStatus(
                leading,
                status -> status.trouble().equals(Optional.of("it answered 302, and redirects are not followed")));
        assertThat(inside.unread()).isZero();
        awaitStatus(hanging, status -> status.failed() >= settings.concurrency());
        for (Receiver receiver : unruly) {
            assertThat(store.status(receiver.name()))
                    .as("of %s nothing is lost", receiver.name())
                    .satisfies(status -> assertThat(status.waiting()).isEqualTo(MESSAGES))
                    .satisfies(status -> assertThat(status.delivered()).isZero());
        }
        return hanging;
    }

    /** From a message's record to its arrival at those that are well, in milliseconds; all receivers get as many. */
    private long p99(Deliverer deliverer, String run, List<Receiver> receivers) throws InterruptedException {
        Map<String, Long> recorded = new HashMap<>();
        for (int i = 0; i < MESSAGES; i++) {
            String id = run + "-" + i;
            recorded.put(id, System.nanoTime());
            for (Receiver receiver : receivers) {
                store.record(receiver.name(), List.of(new Intent(id, "content.published", "{}")));
                deliverer.wake(receiver.name());
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
        List<Long> taken = new ArrayList<>();
        for (Receiver receiver : well) {
            for (int i = 0; i < MESSAGES; i++) {
                Receiver.Message message = receiver.next();
                taken.add(message.nanos() - recorded.get(message.id()));
            }
        }
        taken.sort(null);
        return TimeUnit.NANOSECONDS.toMillis(taken.get(taken.size() * 99 / 100));
    }

    private Deliverer deliver(DeliverySettings settings) {
        Deliverer deliverer = closed(new Deliverer(
                Stream.concat(unruly.stream(), well.stream())
                        .map(Receiver::endpoint)
                        .toList(),
                store,
                settings,
                (endpoint, intent, attempts, cause) -> {},
                () -> 0L,
                InetAddress::getAllByName));
        deliverer.start();
        return deliverer;
    }

    private void awaitStatus(Receiver receiver, Predicate<EndpointStatus> expected) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> store.status(receiver.name()), expected);
    }

    private Receiver unruly(String name) throws IOException {
        Receiver receiver = receiver(name);
        unruly.add(receiver);
        return receiver;
    }

    private Receiver receiver(String name) throws IOException {
        return closed(Receiver.start(name));
    }

    /** Closed at the end of the test, the last first. */
    private <T extends AutoCloseable> T closed(T part) {
        open.push(part);
        return part;
    }
}
