package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.sink.webhook.Breaker;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.EndpointStatus;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.DeadLetter;
import io.m6flow.sink.webhook.IntentStore.Leased;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import io.m6flow.sink.webhook.IntentStore.Turn;
import io.m6flow.sink.webhook.IntentStoreException;
import io.m6flow.sink.webhook.Verdict;
import io.m6flow.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisIntentsTest {
    private static final EndpointName SHOP = new EndpointName("shop");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Breaker BREAKER =
            new Breaker(3, Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofDays(5));
    private static final Verdict DELIVERED = new Verdict.Delivered();
    private static final Verdict FAILED = failed(Optional.of(RETRY), Duration.ZERO);

    private static final Verdict FAILED_AND_DUE = failed(Optional.of(Duration.ZERO), Duration.ZERO);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private IntentStore store;
    private PassingTime time;

    @BeforeEach
    void open() {
        REDIS.flush();
        store = new RedisIntents(REDIS.uri(), 4, 3);
        time = new PassingTime(REDIS.uri());
    }

    @AfterEach
    void close() {
        store.close();
        time.close();
    }

    @Test
    void recordsOnceAndForgetsNotAtOnceWhatWasDelivered() {
        assertThat(store.record(SHOP, List.of(intent(1), intent(2), intent(1))))
                .containsExactly(Recorded.NEW, Recorded.NEW, Recorded.REPEATED);
        settleNext(DELIVERED);

        assertThat(store.record(SHOP, List.of(intent(1), intent(2))))
                .containsExactly(Recorded.REPEATED, Recorded.REPEATED);
        assertThat(store.status(SHOP).waiting()).isEqualTo(1);
        assertThat(store.status(SHOP).delivered()).isEqualTo(1);
    }

    @Test
    void remembersSoManyIdsAndNoMore() {
        for (int i = 1; i <= 4; i++) {
            store.record(SHOP, List.of(intent(i)));
            settleNext(DELIVERED);
        }

        assertThat(store.record(SHOP, List.of(intent(2), intent(1))))
                .as("of four ids the last three are known")
                .containsExactly(Recorded.REPEATED, Recorded.NEW);
    }

    @Test
    void oneEndpointsIntentsAreNotAnothers() {
        EndpointName other = new EndpointName("other");
        store.record(SHOP, List.of(intent(1)));

        assertThat(store.record(other, List.of(intent(1)))).containsExactly(Recorded.NEW);
        assertThat(store.take(other, 9, LEASE).leased()).hasSize(1);
        assertThat(store.take(SHOP, 9, LEASE).leased()).hasSize(1);
    }

    @Test
    void keepsTheBodyAsItIs() {
        Intent chinese = new Intent("D-1", "decision.approved", "{\"text\":\"雪纺轻盈，“夏天”正好。\"}");
        store.record(SHOP, List.of(chinese));

        assertThat(take(1)).extracting(Leased::intent).containsExactly(chinese);
    }

    @Test
    void keepsSoManyAndLetsTheOldestThatWasGivenUpMakeRoom() {
        store.record(SHOP, List.of(intent(1), intent(2)));
        settleNext(failed(Optional.empty(), Duration.ZERO));
        assertThat(store.record(SHOP, List.of(intent(3), intent(4), intent(5), intent(6))))
                .as("4 are kept in all")
                .containsExactly(Recorded.NEW, Recorded.NEW, Recorded.NEW, Recorded.DROPPED);

        assertThat(store.status(SHOP))
                .satisfies(status -> assertThat(status.waiting()).isEqualTo(4))
                .satisfies(status -> assertThat(status.dead()).isZero())
                .satisfies(status -> assertThat(status.dropped()).isEqualTo(2));
    }

    @Test
    void leasesTheLongestDueFirstAndNoMoreThanMayBeUnderWay() {
        store.record(SHOP, List.of(intent(1), intent(2), intent(3)));

        assertThat(take(2)).extracting(leased -> leased.intent().id()).containsExactly("D-1", "D-2");
        assertThat(take(2)).as("another deliverer's turn").isEmpty();
        assertThat(take(3)).extracting(leased -> leased.intent().id()).containsExactly("D-3");
    }

    @Test
    void whatAKilledDelivererHadUnderWayComesBackAfterItsLease() {
        store.record(SHOP, List.of(intent(1)));
        Leased lost = take(1).get(0);

        time.pass(SHOP, LEASE.minusSeconds(5));
        assertThat(take(1)).isEmpty();
        time.pass(SHOP, Duration.ofSeconds(5));
        Leased again = take(1).get(0);

        assertThat(again.intent()).isEqualTo(lost.intent());
        assertThat(again.attempts()).as("nobody knows that it failed").isZero();
        assertThat(settle(lost, FAILED))
                .as("the first deliverer lives after all")
                .isEqualTo(Turn.STALE);
        assertThat(store.status(SHOP).failed()).isZero();
        assertThat(settle(lost, DELIVERED)).as("and it was delivered").isEqualTo(Turn.NONE);
        assertThat(settle(again, DELIVERED)).isEqualTo(Turn.STALE);
        assertThat(store.status(SHOP).delivered()).isEqualTo(1);
    }

    @Test
    void aFailedOneIsDueAgainInItsTime() {
        store.record(SHOP, List.of(intent(1)));
        settleNext(FAILED);

        time.pass(SHOP, RETRY.minusSeconds(5));
        assertThat(take(1)).isEmpty();
        time.pass(SHOP, Duration.ofSeconds(5));
        assertThat(take(1)).extracting(Leased::attempts).containsExactly(1);
    }

    @Test
    void whatIsGivenUpIsKeptWithItsCauseUntilItIsReplayed() {
        store.record(SHOP, List.of(intent(1), intent(2)));
        settleNext(failed(Optional.empty(), Duration.ZERO));

        assertThat(store.deadLetters(SHOP, 10)).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo("D-1");
            assertThat(letter.type()).isEqualTo("decision.approved");
            assertThat(letter.cause()).isEqualTo("it answered 500");
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(store.status(SHOP).waiting()).isEqualTo(1);

        assertThat(store.replay(SHOP)).isEqualTo(1);
        assertThat(store.deadLetters(SHOP, 10)).isEmpty();
        assertThat(take(2)).extracting(leased -> leased.intent().id()).containsExactly("D-2", "D-1");
        assertThat(store.replay(SHOP)).isZero();
    }

    @Test
    void listsTheLatestDeadLettersFirst() {
        store.record(SHOP, List.of(intent(1), intent(2), intent(3)));
        for (int i = 0; i < 3; i++) {
            settleNext(failed(Optional.empty(), Duration.ZERO));
            time.pass(SHOP, Duration.ofMinutes(2));
        }

        assertThat(store.deadLetters(SHOP, 2)).extracting(DeadLetter::id).containsExactly("D-3", "D-2");
    }

    @Test
    void breaksAfterFailuresInARowAndTriesOneAfterEachPause() {
        breakIt();
        assertThat(take(9)).isEmpty();

        time.pass(SHOP, Duration.ofMinutes(1));
        List<Leased> trial = take(9);
        assertThat(trial).as("one on trial").hasSize(1);
        assertThat(take(9)).as("and no second").isEmpty();
        assertThat(settle(trial.get(0), FAILED_AND_DUE)).isEqualTo(Turn.STILL_BROKEN);

        time.pass(SHOP, Duration.ofSeconds(115));
        assertThat(take(9)).as("the pause has doubled").isEmpty();
        time.pass(SHOP, Duration.ofSeconds(5));
        assertThat(settle(take(9).get(0), FAILED_AND_DUE)).isEqualTo(Turn.STILL_BROKEN);

        time.pass(SHOP, Duration.ofSeconds(175));
        assertThat(take(9)).isEmpty();
        time.pass(SHOP, Duration.ofSeconds(5));
        assertThat(settle(take(9).get(0), DELIVERED))
                .as("no more than the longest")
                .isEqualTo(Turn.RECOVERED);
        assertThat(take(9)).as("all go again").hasSizeGreaterThan(1);
    }

    @Test
    void aSuccessInBetweenBreaksTheRow() {
        store.record(SHOP, List.of(intent(1), intent(2), intent(3), intent(4)));
        settleNext(FAILED);
        settleNext(FAILED);
        settleNext(DELIVERED);

        assertThat(settleNext(FAILED)).isEqualTo(Turn.NONE);
        assertThat(store.status(SHOP).failures()).isEqualTo(1);
    }

    @Test
    void whatWasUnderWayWhenItBrokeMakesThePauseNoLonger() {
        store.record(SHOP, List.of(intent(1), intent(2), intent(3), intent(4)));
        List<Leased> all = take(4);
        assertThat(all.stream().map(leased -> settle(leased, FAILED)))
                .containsExactly(Turn.NONE, Turn.NONE, Turn.BROKEN, Turn.NONE);

        assertThat(store.status(SHOP).pausedFor().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aTrialThatNobodyAnswersForIsFollowedByAnother() {
        breakIt();
        time.pass(SHOP, Duration.ofMinutes(1));
        assertThat(take(9)).hasSize(1);

        time.pass(SHOP, LEASE);
        assertThat(take(9)).hasSize(1);
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        store.record(SHOP, List.of(intent(1), intent(2)));
        settleNext(failed(Optional.of(Duration.ofSeconds(5)), Duration.ofMinutes(10)));

        time.pass(SHOP, Duration.ofMinutes(10).minusSeconds(5));
        assertThat(take(9)).isEmpty();
        time.pass(SHOP, Duration.ofSeconds(5));
        assertThat(take(9)).hasSize(2);
    }

    @Test
    void aGoneEndpointIsSentNothingUntilItIsEnabled() {
        store.record(SHOP, List.of(intent(1)));
        assertThat(settleNext(new Verdict.Gone("it answered 410"))).isEqualTo(Turn.DISABLED);
        assertThat(store.record(SHOP, List.of(intent(2)))).containsExactly(Recorded.NEW);

        time.pass(SHOP, Duration.ofDays(30));
        assertThat(take(9)).isEmpty();
        assertThat(store.status(SHOP).disabled()).contains("it answered 410");

        assertThat(store.enable(SHOP)).isTrue();
        assertThat(store.enable(SHOP)).isFalse();
        assertThat(take(9)).as("with what has waited").hasSize(2);
    }

    @Test
    void anEndpointThatFailsForDaysIsDisabled() {
        store.record(SHOP, List.of(intent(1)));
        settleNext(FAILED);
        time.pass(SHOP, Duration.ofDays(5).minusSeconds(5));
        assertThat(settleNext(FAILED)).isEqualTo(Turn.NONE);

        time.pass(SHOP, Duration.ofMinutes(6));
        assertThat(settleNext(FAILED)).isEqualTo(Turn.DISABLED);
        assertThat(store.status(SHOP).disabled()).contains("nothing was delivered for too long; last: it answered 500");
    }

    @Test
    void tellsHowItDoes() {
        assertThat(store.status(SHOP))
                .isEqualTo(new EndpointStatus(
                        0, 0, 0, 0, 0, Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty()));
        store.record(SHOP, List.of(intent(1)));
        settleNext(FAILED);
        time.pass(SHOP, Duration.ofHours(2));

        EndpointStatus status = store.status(SHOP);
        assertThat(status.failed()).isEqualTo(1);
        assertThat(status.failures()).isEqualTo(1);
        assertThat(status.trouble()).contains("it answered 500");
        assertThat(status.oldest().orElseThrow()).isBetween(Duration.ofHours(2), Duration.ofHours(3));

        settleNext(DELIVERED);
        assertThat(store.status(SHOP).trouble()).isEmpty();
    }

    @Test
    void anEndpointIsKnownSinceItWasFirstSeen() {
        Instant since = store.know(SHOP);

        assertThat(since)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(store.know(SHOP)).isEqualTo(since);
    }

    @Test
    void worksOnWhenRedisHasForgottenTheScripts() {
        store.record(SHOP, List.of(intent(1)));
        REDIS.flushScripts();

        assertThat(take(1)).hasSize(1);
    }

    @Test
    void saysWhereRedisIsThatDoesNotAnswerAndNotHowOneSignsIn() {
        try (IntentStore away = new RedisIntents(URI.create("redis://me:geheim@127.0.0.1:1"))) {
            assertThatThrownBy(() -> away.status(SHOP))
                    .isInstanceOf(IntentStoreException.class)
                    .hasMessageContaining("Redis at 127.0.0.1:1 did not answer")
                    .hasMessageNotContaining("geheim");
        }
    }

    private void breakIt() {
        store.record(
                SHOP,
                IntStream.rangeClosed(1, 4).mapToObj(RedisIntentsTest::intent).toList());
        assertThat(settleNext(FAILED_AND_DUE)).isEqualTo(Turn.NONE);
        assertThat(settleNext(FAILED_AND_DUE)).isEqualTo(Turn.NONE);
        assertThat(settleNext(FAILED_AND_DUE)).isEqualTo(Turn.BROKEN);
    }

    private Turn settleNext(Verdict verdict) {
        return settle(take(1).get(0), verdict);
    }

    private Turn settle(Leased leased, Verdict verdict) {
        return store.settle(SHOP, leased, verdict, BREAKER);
    }

    private List<Leased> take(int concurrency) {
        return store.take(SHOP, concurrency, LEASE).leased();
    }

    private static Intent intent(int number) {
        return new Intent("D-" + number, "decision.approved", "{}");
    }

    private static Verdict failed(Optional<Duration> again, Duration hold) {
        return new Verdict.Failed("it answered 500", again, hold);
    }
}
