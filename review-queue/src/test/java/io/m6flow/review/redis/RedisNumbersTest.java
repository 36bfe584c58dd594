package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.QueueRules;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.QueueTotals;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.TimesTaken;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.review.Via;
import io.m6flow.review.rebuild.Image;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decides things on a real Redis and reads what that comes to. */
class RedisNumbersTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final Reviewer ANN = new Reviewer("Ann");
    private static final Reviewer BO = new Reviewer("Bo|李");
    private static final TenantId ONE = new TenantId("M-1");

    private final AtomicLong offsets = new AtomicLong();
    private RedisConnection redis;
    private RedisReviewQueue queue;
    private RedisNumbers numbers;

    @BeforeEach
    void openEmpty() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        queue = open(Duration.ZERO, Duration.ofMinutes(5));
        numbers = new RedisNumbers(redis);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private RedisReviewQueue open(Duration undoWindow, Duration lease) {
        return new RedisReviewQueue(
                redis, QueueRules.DEFAULT.withUndoWindow(undoWindow).withLease(lease), () -> {});
    }

    @Test
    void countsOutcomesByTenantKindModelAndWhoDecided() {
        decide(ANN, admit(Drafts.reason("M-1", "P-1").build()), new Verdict.Approve());
        decide(ANN, admit(Drafts.reason("M-1", "P-2").build()), new Verdict.Approve());
        decide(BO, admit(Drafts.reason("M-2", "P-3").build()), new Verdict.Reject(List.of("不实")));
        queue.admit(Drafts.reason("M-1", "P-4").build(), next(), new Ruling.ApproveNow("approve-all"));

        QueueStatistics today = today(Optional.empty());

        String model = today.outcomes().get(0).model();
        assertThat(today.outcomes())
                .containsExactlyInAnyOrder(
                        outcomes("M-1", model, DecisionOutcome.APPROVED, DeciderType.PERSON, 2),
                        outcomes("M-2", model, DecisionOutcome.REJECTED, DeciderType.PERSON, 1),
                        outcomes("M-1", model, DecisionOutcome.APPROVED, DeciderType.POLICY, 1));
        assertThat(today.people())
                .containsExactlyInAnyOrder(
                        new QueueStatistics.PersonsDay(today.last(), "Ann", DecisionOutcome.APPROVED, 2),
                        new QueueStatistics.PersonsDay(today.last(), "Bo|李", DecisionOutcome.REJECTED, 1));
        assertThat(today(Optional.of(ONE)).outcomes())
                .extracting(QueueStatistics.Outcomes::tenant)
                .containsOnly(ONE)
                .hasSize(2);
    }

    @Test
    void timesOnlyWhatPersonsDecided() {
        decide(ANN, admit(Drafts.reason("M-1", "P-1").build()), new Verdict.Approve());
        queue.admit(Drafts.reason("M-1", "P-4").build(), next(), new Ruling.ApproveNow("approve-all"));

        QueueStatistics today = today(Optional.empty());

        TimesTaken toClaim = Objects.requireNonNull(today.toClaim().get(Kind.REASON));
        assertThat(toClaim.total()).isEqualTo(1);
        assertThat(toClaim.within(0.99))
                .hasValueSatisfying(bound -> assertThat(bound).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        assertThat(Objects.requireNonNull(today.toDecide().get(Kind.REASON)).total())
                .isEqualTo(1);
    }

    @Test
    void anUndoneDecisionDoesNotCountAndARevokedOneDoes() {
        queue = open(Duration.ofMinutes(1), Duration.ofMinutes(5));
        ContentDraft undone = admit(Drafts.reason("M-1", "P-1").build());
        decide(ANN, undone, new Verdict.Approve());
        assertThat(queue.undo(ANN, ONE, ContentId.of(undone), decisionId(undone)))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(today(Optional.empty()).outcomes()).isEmpty();

        queue = open(Duration.ZERO, Duration.ofMinutes(5));
        ContentDraft revoked = admit(Drafts.reason("M-1", "P-2").build());
        decide(ANN, revoked, new Verdict.Approve());
        queue.revoke(ANN, ONE, ContentId.of(revoked), decisionId(revoked), List.of("说错了"));

        assertThat(today(Optional.empty()).outcomes())
                .extracting(QueueStatistics.Outcomes::outcome, QueueStatistics.Outcomes::count)
                .containsExactlyInAnyOrder(tuple(DecisionOutcome.APPROVED, 1L), tuple(DecisionOutcome.REVOKED, 1L));
    }

    @Test
    void otherDaysHaveNumbersOfTheirOwn() {
        decide(ANN, admit(Drafts.reason("M-1", "P-1").build()), new Verdict.Approve());
        LocalDate yesterday = day().minusDays(1);

        assertThat(numbers.over(yesterday, yesterday, Optional.empty()).outcomes())
                .isEmpty();
        assertThat(numbers.over(yesterday, day(), Optional.empty()).outcomes()).hasSize(1);
    }

    @Test
    void saysWhatWaitsAndForHowLong() throws InterruptedException {
        admit(Drafts.reason("M-1", "P-1").build());
        Thread.sleep(30);
        ContentDraft second = admit(Drafts.reason("M-2", "P-2").build());
        admit(Drafts.script("H-1", "S-1", 0).build());
        Claim claim = claim(ANN, second);

        var backlog = numbers.backlog(Optional.empty());
        assertThat(backlog.items()).isEqualTo(2);
        assertThat(backlog.claimed()).isEqualTo(1);
        assertThat(Objects.requireNonNull(backlog.waiting().get(Kind.REASON)).oldest())
                .isBetween(Duration.ofMillis(30), Duration.ofMinutes(1));
        assertThat(backlog.oldest())
                .contains(Objects.requireNonNull(backlog.waiting().get(Kind.REASON))
                        .oldest());

        queue.escalate(ANN, claim, "看不准");
        var one = numbers.backlog(Optional.of(new TenantId("M-2")));
        assertThat(one.items()).as("also what waits for a lead").isEqualTo(1);
        assertThat(one.claimed()).isZero();
    }

    @Test
    void totalsGrowOverAllTenants() throws InterruptedException {
        decide(ANN, admit(Drafts.reason("M-1", "P-1").build()), new Verdict.Approve());
        decide(ANN, admit(Drafts.reason("M-2", "P-2").build()), new Verdict.Approve());
        queue = open(Duration.ZERO, Duration.ofMillis(20));
        claim(BO, admit(Drafts.reason("M-1", "P-3").build()));
        Thread.sleep(40);
        queue.sweep();

        QueueTotals totals = numbers.totals();
        assertThat(totals.leasesEnded()).isEqualTo(1);
        assertThat(totals.decisions())
                .containsExactly(new QueueTotals.Decisions(
                        Kind.REASON, DecisionOutcome.APPROVED, DeciderType.PERSON, Via.API, 2));
        QueueTotals.Timed toClaim = Objects.requireNonNull(totals.toClaim().get(Kind.REASON));
        assertThat(toClaim.times().total()).isEqualTo(2);
        assertThat(toClaim.sum()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anImageTellsTheNumbersWithoutNames() {
        decide(ANN, admit(Drafts.reason("M-1", "P-1").build()), new Verdict.Approve());
        Image before = new RedisImage(redis).read(Instant.MAX);
        TenantKeys keys = new TenantKeys(ONE);
        redis.ask(client -> client.hincrBy(keys.stats(day()), Bytes.of("person|REJECTED|Ann"), 1));
        redis.ask(client -> client.hincrBy(keys.totals(), Bytes.of("outcome|REASON|APPROVED|PERSON|API"), 1));
        redis.ask(client -> client.lpush(keys.record(Kind.REASON, "m-9"), Bytes.of("1")));

        assertThat(Image.differences(before, new RedisImage(redis).read(Instant.MAX)))
                .extracting(Image.Difference::toString)
                .containsExactlyInAnyOrder(
                        "day M-1 " + day().toEpochDay() + ": differs in counts, sum",
                        "totals M-1: differs in counts, sum",
                        "record M-1 REASON|m-9: stands in Redis, and the topics do not say so");
    }

    private static QueueStatistics.Outcomes outcomes(
            String tenant, String model, DecisionOutcome outcome, DeciderType by, long count) {
        return new QueueStatistics.Outcomes(new TenantId(tenant), Kind.REASON, model, outcome, by, count);
    }

    private QueueStatistics today(Optional<TenantId> tenant) {
        return numbers.over(day(), day(), tenant);
    }

    private LocalDate day() {
        return new QueueReader(redis).now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private ContentDraft admit(ContentDraft draft) {
        queue.admit(draft, next(), new Ruling.AwaitPerson());
        return draft;
    }

    private SourcePosition next() {
        return new SourcePosition("content.drafts", 0, offsets.getAndIncrement());
    }

    private Claim claim(Reviewer reviewer, ContentDraft draft) {
        ClaimResult result = queue.tryClaim(reviewer, new TenantId(draft.getTenant()), ContentId.of(draft));
        return ((ClaimResult.Granted) result).claim();
    }

    private void decide(Reviewer reviewer, ContentDraft draft, Verdict verdict) {
        queue.decide(reviewer, claim(reviewer, draft), verdict);
    }

    private String decisionId(ContentDraft draft) {
        return Objects.requireNonNull(
                        queue.find(ONE, ContentId.of(draft)).orElseThrow().decision())
                .decisionId();
    }
}
