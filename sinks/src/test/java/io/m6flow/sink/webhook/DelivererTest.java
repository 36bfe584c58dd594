package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.sink.redis.PassingTime;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.IntentStore.Leased;
import io.m6flow.sink.webhook.Receiver.Message;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against receivers that listen, and a Redis that keeps. */
@Timeout(60)
class DelivererTest {
    private static final DeliverySettings SETTINGS =
            DeliverySettings.DEFAULT.withLook(Duration.ofMillis(5)).withTimeout(Duration.ofSeconds(5));

    private static final GivenUp NOBODY_HEARS = (endpoint, intent, attempts, cause) -> {};

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private IntentStore store;
    private PassingTime time;
    private Receiver shop;

    @BeforeEach
    void start() throws IOException {
        REDIS.flush();
        store = closed(new RedisIntents(REDIS.uri()));
        time = closed(new PassingTime(REDIS.uri()));
        shop = closed(Receiver.start("shop"));
    }

    @AfterEach
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void deliversSignedAndAsItIs() throws Exception {
        deliver(SETTINGS, shop.endpoint());
        store.record(shop.name(), List.of(new Intent("D-1", "decision.approved", "{\"text\":\"雪纺轻盈。\"}")));

        Message message = shop.next();
        assertThat(message.isSigned()).isTrue();
        assertThat(message.id()).isEqualTo("D-1");
        assertThat(message.body()).isEqualTo("{\"text\":\"雪纺轻盈。\"}");
        assertThat(message.headers().get("Content-type")).containsExactly("application/json; charset=UTF-8");
        awaitStatus(status -> status.delivered() == 1 && status.waiting() == 0);
    }

    @Test
    void retriesByTheScheduleWithTheSameIdAndANewTime() throws Exception {
        shop.answering(500, 302, 404, 204);
        deliver(SETTINGS, shop.endpoint());
        record("D-1");

        List<Message> messages = new ArrayList<>();
        for (Duration delay : List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30))) {
            messages.add(shop.next());
            int failures = messages.size();
            awaitStatus(status -> status.failed() == failures);
            assertThat(time.untilDue(shop.name())).isBetween(delay.minusSeconds(4), delay.plus(delay.dividedBy(10)));
            time.pass(shop.name(), delay.plus(delay.dividedBy(10)));
        }
        messages.add(shop.next());

        awaitStatus(status -> status.delivered() == 1);
        assertThat(messages).allMatch(Message::isSigned).extracting(Message::id).containsOnly("D-1");
    }

    @Test
    void givesUpAfterTheLastAttemptAndReplaysWhenTold() throws Exception {
        shop.answering(500, 500);
        deliver(attempts(2), shop.endpoint());
        record("D-1");

        awaitStatus(status -> status.dead() == 1);
        assertThat(store.deadLetters(shop.name(), 9))
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).isEqualTo("it answered 500"));
        store.replay(shop.name());
        awaitStatus(status -> status.delivered() == 1 && status.dead() == 0);
        assertThat(List.of(shop.next(), shop.next(), shop.next()))
                .extracting(Message::id)
                .containsOnly("D-1");
    }

    @Test
    void leavesAnEndpointAloneThatAsksForItButNotForEver() throws Exception {
        String inTenMinutes = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC));
        shop.answering(429, Map.of("Retry-After", "120"))
                .answering(503, Map.of("Retry-After", inTenMinutes))
                .answering(503, Map.of("Retry-After", "999999"))
                .answering(500, Map.of("Retry-After", "999999"))
                .answering(503, Map.of("Retry-After", "soon"));
        deliver(attempts(9), shop.endpoint());
        record("D-1");

        for (Duration held : List.of(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1))) {
            shop.next();
            awaitStatus(status -> status.pausedFor()
                    .filter(pause -> pause.compareTo(held.minusSeconds(5)) > 0 && pause.compareTo(held) <= 0)
                    .isPresent());
            time.pass(shop.name(), held);
        }
        awaitStatus(status -> status.delivered() == 1);
        assertThat(shop.unread()).as("neither 500 nor what is no time holds it").isEqualTo(3);
    }

    @Test
    void sendsNothingMoreToAnEndpointThatIsGone() throws Exception {
        shop.answering(410);
        deliver(SETTINGS, shop.endpoint());
        record("D-1");

        awaitStatus(status -> status.disabled().isPresent());
        record("D-2");
        time.pass(shop.name(), Duration.ofDays(1));
        shop.next();
        store.enable(shop.name());
        assertThat(List.of(shop.next().id(), shop.next().id()))
                .as("only after it was enabled")
                .containsExactlyInAnyOrder("D-1", "D-2");
    }

    @Test
    void followsNoRedirect() throws Exception {
        Receiver inside = closed(Receiver.start("inside"));
        shop.answering(307, Map.of("Location", "http://127.0.0.1:" + inside.port() + "/"));
        deliver(attempts(1), shop.endpoint());
        record("D-1");

        awaitStatus(status -> status.dead() == 1);
        assertThat(cause()).isEqualTo("it answered 307, and redirects are not followed");
        assertThat(inside.unread()).isZero();
    }

    @Test
    void connectsToNoPrivateAddressUnlessAllowed() throws Exception {
        Endpoint literal = shop.endpoint("https://127.0.0.1:" + shop.port(), false);
        deliver(attempts(1), literal);
        record("D-1");

        awaitStatus(status -> status.dead() == 1);
        assertThat(cause())
                .isEqualTo(
                        "127.0.0.1 is at 127.0.0.1, which is not public; allow it with private: true if that is meant");
    }

    @Test
    void oneNameThatLeadsInsideAmongOthersIsRefused() throws Exception {
        Endpoint rebinding = shop.endpoint("https://shop.example.com:" + shop.port(), false);
        AtomicInteger asked = new AtomicInteger();
        deliver(attempts(1), rebinding, host -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("192.168.0.7")};
        });
        record("D-1");

        awaitStatus(status -> status.dead() == 1);
        assertThat(cause()).startsWith("shop.example.com is at 192.168.0.7, which is not public");
        assertThat(asked).as("once for an attempt").hasValue(1);
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndAsksForNoOther() throws Exception {
        Endpoint named = shop.endpoint("http://shop.example.com:" + shop.port() + "/hooks", true);
        AtomicInteger asked = new AtomicInteger();
        deliver(SETTINGS, named, host -> {
            assertThat(asked.incrementAndGet()).isEqualTo(1);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        record("D-1");

        assertThat(shop.next().headers().get("Host")).containsExactly("shop.example.com:" + shop.port());
        awaitStatus(status -> status.delivered() == 1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneThatHangsAndOneThatFailsHoldUpNobody() throws Exception {
        Receiver hanging = closed(Receiver.start("hanging")).hanging();
        Receiver failing = closed(Receiver.start("failing"));
        IntStream.range(0, 100).forEach(i -> failing.answering(500));
        deliver(SETTINGS.withTimeout(Duration.ofSeconds(30)), hanging.endpoint(), failing.endpoint(), shop.endpoint());
        record(hanging, 50);
        record(failing, 50);
        await().until(() -> hanging.unread() == SETTINGS.concurrency());

        long began = System.nanoTime();
        record(shop, 50);
        for (int i = 0; i < 50; i++) {
            shop.next();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(took).as("against 30 s that the other hangs").isLessThan(Duration.ofSeconds(15));
        assertThat(hanging.unread()).as("no more under way than may be").isEqualTo(SETTINGS.concurrency());
        await().until(() -> store.status(failing.name()).pausedFor().isPresent());
        assertThat(failing.unread())
                .as("left alone after ten failures, and what was under way then")
                .isBetween(10, 10 + SETTINGS.concurrency());
        hanging.goesOn();
    }

    @Test
    void whoAnswersTooLateHasFailed() throws Exception {
        shop.hanging();
        deliver(attempts(1).withTimeout(Duration.ofMillis(200)), shop.endpoint());
        record("D-1");

        awaitStatus(status -> status.dead() == 1);
        assertThat(cause()).isIn("no answer within 200 ms", "it took too long (SocketTimeoutException)");
    }

    @Test
    void whatAKilledDelivererHadSentIsSentAgainUnderTheSameId() throws Exception {
        record("D-1");
        Leased underWay = store.take(shop.name(), 4, SETTINGS.lease()).leased().get(0);
        // It has sent, the receiver has taken it, and then it is killed before it can say so.
        new Sender(shop.endpoint(), Duration.ofSeconds(5), 4, InetAddress::getAllByName, deadlines())
                .send(underWay.intent(), Instant.now());
        Message first = shop.next();

        deliver(SETTINGS, shop.endpoint());
        time.pass(shop.name(), SETTINGS.lease());
        Message second = shop.next();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        awaitStatus(status -> status.delivered() == 1 && status.waiting() == 0);
    }

    @Test
    void twoDeliverersSendEachIntentOnce() throws Exception {
        deliver(SETTINGS, shop.endpoint());
        deliver(SETTINGS, shop.endpoint());
        record(shop, 100);

        awaitStatus(status -> status.delivered() == 100);
        assertThat(shop.unread()).isEqualTo(100);
    }

    @Test
    void aStopLeavesWhatIsUnderWayToTheNextStart() throws Exception {
        shop.hanging();
        Deliverer first = deliver(SETTINGS.withTimeout(Duration.ofMinutes(1)), shop.endpoint());
        record("D-1");
        shop.next();

        first.close();
        assertThat(store.status(shop.name()))
                .satisfies(status -> assertThat(status.waiting()).isEqualTo(1))
                .satisfies(status -> assertThat(status.failed())
                        .as("our own end is no failure")
                        .isZero());
    }

    @Test
    void logsEndpointsAndIdsButNeitherSecretsNorUrlsNorTexts() throws Exception {
        try (LogLines log = LogLines.of("io.m6flow.sink")) {
            shop.answering(500, 500, 500, 410);
            deliver(
                    attempts(1)
                            .withBreaker(
                                    new Breaker(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofDays(1))),
                    shop.endpoint());
            for (int i = 1; i <= 4; i++) {
                store.record(shop.name(), List.of(new Intent("D-" + i, "decision.approved", "{\"text\":\"雪纺\"}")));
                shop.next();
                long failed = i;
                awaitStatus(status -> status.failed() == failed);
            }
            awaitStatus(status -> status.disabled().isPresent());
            await().untilAsserted(() -> assertThat(log.all())
                    .contains("webhook D-1 to shop is given up after attempt 1: it answered 500")
                    .contains("webhook endpoint shop breaks, last with D-2")
                    .contains("webhook endpoint shop is disabled by D-4: it answered 410"));
            store.enable(shop.name());
            shop.next();
            await().untilAsserted(() ->
                    assertThat(store.status(shop.name()).delivered()).isEqualTo(1));
            assertThat(log.all()).doesNotContain("geheim", "whsec_", "雪纺", "MfKQ");
        }
    }

    private Deliverer deliver(DeliverySettings settings, Endpoint... endpoints) {
        return deliver(settings, InetAddress::getAllByName, endpoints);
    }

    private Deliverer deliver(DeliverySettings settings, Endpoint endpoint, NameLookup lookup) {
        return deliver(settings, lookup, endpoint);
    }

    private Deliverer deliver(DeliverySettings settings, NameLookup lookup, Endpoint... endpoints) {
        Deliverer deliverer =
                closed(new Deliverer(List.of(endpoints), store, settings, NOBODY_HEARS, () -> 0L, lookup));
        deliverer.start();
        return deliverer;
    }

    /** So many attempts, without pauses. */
    private static DeliverySettings attempts(int attempts) {
        return new DeliverySettings(
                SETTINGS.timeout(),
                SETTINGS.concurrency(),
                SETTINGS.longestHold(),
                SETTINGS.look(),
                new RetrySchedule(
                        IntStream.range(1, attempts)
                                .mapToObj(i -> Duration.ZERO)
                                .toList(),
                        0),
                SETTINGS.breaker());
    }

    private void record(String id) {
        store.record(shop.name(), List.of(new Intent(id, "decision.approved", "{}")));
    }

    private void record(Receiver receiver, int intents) {
        store.record(
                receiver.name(),
                IntStream.range(0, intents)
                        .mapToObj(i -> new Intent("D-" + i, "decision.approved", "{}"))
                        .toList());
    }

    private String cause() {
        return store.deadLetters(shop.name(), 1).get(0).cause();
    }

    private void awaitStatus(Predicate<EndpointStatus> expected) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> store.status(shop.name()), expected);
    }

    private ScheduledExecutorService deadlines() {
        ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        open.push(deadlines::shutdownNow);
        return deadlines;
    }

    /** Closed at the end of the test, the last first. */
    private <T extends AutoCloseable> T closed(T part) {
        open.push(part);
        return part;
    }
}
