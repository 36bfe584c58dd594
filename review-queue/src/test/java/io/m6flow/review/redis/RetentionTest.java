package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.AuditChain;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Outbox;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Reviewer;
import io.m6flow.review.RevokeResult;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Purges what was decided long ago on a real Redis, and looks at what must stay. */
class RetentionTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final Reviewer LEA = new Reviewer("Lea").asLead();
    private static final TenantId TENANT = new TenantId("M-1");
    private static final Verdict APPROVE = new Verdict.Approve();
    private static final Verdict REJECT = new Verdict.Reject(List.of("facts"));
    private static final Ruling AUTOMATIC = new Ruling.ApproveNow("approve-all");

    private final AtomicLong offsets = new AtomicLong();
    private RedisConnection redis;
    private RedisReviewQueue queue;

    @BeforeEach
    void openEmpty() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        queue = open(QueueRules.DEFAULT.withUndoWindow(Duration.ZERO));
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void aReplayedDraftOfAPurgedItemDoesNotWaitAgain() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        decide(draft, REJECT);
        send();
        var countsBefore = queue.counts().decided();

        assertThat(purge()).containsExactly(draft.getContentId());

        assertThat(queue.find(TENANT, ContentId.of(draft))).isEmpty();
        assertThat(queue.history(TENANT, ContentId.of(draft))).isEmpty();
        assertThat(queue.decided(ItemFilter.ALL, 10)).isEmpty();
        assertThat(queue.counts().decided())
                .isEqualTo(countsBefore)
                .containsExactlyEntriesOf(Map.of(DecisionOutcome.REJECTED, 1L));
        assertThat(admit(draft)).isEqualTo(Admission.KNOWN);
        assertThat(queue.admit(draft, new SourcePosition("content.drafts", 0, 0), AUTOMATIC))
                .as("also from the beginning of the topic")
                .isEqualTo(Admission.KNOWN);
        assertThat(queue.counts().waiting()).isZero();
        assertThat(new RedisOutbox(redis).unsealed(10)).isEmpty();
    }

    @Test
    void whatComesLaterAtThePlaceComesInAndGoesOnInItsSequence() {
        decide(Drafts.reason("M-1", "P-1").revision(3).build(), new Verdict.SendBack(List.of("style"), List.of()));
        send();
        assertThat(purge()).hasSize(1);

        assertThat(admit(Drafts.reason("M-1", "P-1").revision(2).attempt(1).build()))
                .as("an earlier revision is not better than what was decided")
                .isEqualTo(Admission.KNOWN);
        assertThat(admit(Drafts.badge("M-1", "P-1").revision(2).build())).isEqualTo(Admission.WAITING);
        assertThat(admit(Drafts.reason("M-1", "P-2").revision(2).build())).isEqualTo(Admission.WAITING);
        ContentDraft again = Drafts.reason("M-1", "P-1").revision(3).attempt(1).build();
        assertThat(admit(again)).isEqualTo(Admission.WAITING);
        ContentDraft newer = Drafts.reason("M-1", "P-1").revision(10).build();
        decide(newer, APPROVE);
        assertThat(decision(newer).publishSequence()).isEqualTo(2);
    }

    @Test
    void theLatestOfAllThatWasPurgedAtAPlaceIsRemembered() {
        ContentDraft newer = Drafts.reason("M-1", "P-1").revision(9).build();
        ContentDraft older = Drafts.reason("M-1", "P-1").revision(-4).build();
        decide(newer, REJECT);
        decide(older, REJECT);
        send();

        assertThat(purge()).containsExactly(newer.getContentId(), older.getContentId());

        assertThat(admit(newer)).isEqualTo(Admission.KNOWN);
        assertThat(admit(older)).isEqualTo(Admission.KNOWN);
    }

    @Test
    void whatStandsPublishedStaysUntilSomethingTakesItsPlace() {
        ContentDraft first = Drafts.reason("M-1", "P-1").build();
        decide(first, APPROVE);
        send();
        assertThat(purge()).isEmpty();
        assertThat(purge()).isEmpty();
        assertThat(queue.find(TENANT, ContentId.of(first))).isPresent();

        ContentDraft second = Drafts.reason("M-1", "P-1").revision(2).build();
        decide(second, APPROVE);
        send();
        assertThat(purge()).containsExactly(first.getContentId());

        assertThat(revoke(second, decision(second).decisionId())).isInstanceOf(RevokeResult.Revoked.class);
        send();
        assertThat(purge()).containsExactly(second.getContentId());
    }

    @Test
    void aWithdrawalStillRevokesWhatWasPublishedLongAgo() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        decide(draft, APPROVE);
        send();
        purge();

        assertThat(queue.withdraw(deleted("P-1", 5), next())).isEqualTo(1);

        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.REVOKED);
        send();
        assertThat(purge()).hasSize(1);
        assertThat(admit(draft)).isEqualTo(Admission.KNOWN);
        assertThat(admit(Drafts.reason("M-1", "P-1").revision(4).build()))
                .as("the floor stays")
                .isEqualTo(Admission.SUPERSEDED);
    }

    @Test
    void nothingGoesBeforeItsDecisionHasLeft() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        decide(draft, REJECT);

        assertThat(purge()).isEmpty();
        assertThat(new RedisOutbox(redis).unsealed(10)).hasSize(1);
        send();
        assertThat(retention().purge(keys(), now().plus(Duration.ofMinutes(2)), Retention.PURGED))
                .as("looked at again, a minute later")
                .containsExactly(draft.getContentId());
    }

    @Test
    void whatAnUndoWouldBringBackStays() {
        ContentDraft first = Drafts.reason("M-1", "P-1").build();
        decide(first, APPROVE);
        send();
        purge();
        queue = open(QueueRules.DEFAULT.withUndoWindow(Duration.ofMinutes(5)));
        ContentDraft second = Drafts.reason("M-1", "P-1").revision(2).build();
        decide(second, APPROVE);

        assertThat(purge()).isEmpty();
        assertThat(queue.undo(
                        LEA, TENANT, ContentId.of(second), decision(second).decisionId()))
                .isInstanceOf(UndoResult.Undone.class);

        assertThat(retention().purge(keys(), now().plus(Duration.ofMinutes(2)), Retention.PURGED))
                .as("the one stands published again, the other is not decided")
                .isEmpty();
        assertThat(revoke(first, decision(first).decisionId())).isInstanceOf(RevokeResult.Revoked.class);
    }

    @Test
    void whoUndoesOrRevokesAPurgedItemIsToldThatThereIsNone() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        decide(draft, REJECT);
        String decision = decision(draft).decisionId();
        send();
        purge();

        assertThat(queue.undo(LEA, TENANT, ContentId.of(draft), decision)).isInstanceOf(UndoResult.Unknown.class);
        assertThat(revoke(draft, decision)).isInstanceOf(RevokeResult.Unknown.class);
        assertThat(queue.tryClaim(LEA, TENANT, ContentId.of(draft))).isInstanceOf(ClaimResult.Unknown.class);
    }

    @Test
    void goesByTheAgeOfTheDecisionThatStands() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        decide(draft, REJECT);
        send();
        Instant at = decision(draft).at();

        assertThat(retention().purge(keys(), at.minusMillis(1), Retention.PURGED))
                .isEmpty();
        assertThat(retention().purge(keys(), at, Retention.PURGED)).hasSize(1);
    }

    @Test
    void aSweepPurgesAThousandOfATenantAtMostAndNothingWithoutAnAge() {
        List<Arrival> arrivals = LongStream.rangeClosed(1, 1_021)
                .mapToObj(revision -> new Arrival(
                        Drafts.reason("M-1", "P-1").revision(revision).build(), next(), AUTOMATIC))
                .toList();
        queue.admitAll(arrivals);
        send();
        Instant last = decision(arrivals.get(1_020).draft()).at();
        while (!now().isAfter(last.plusMillis(1))) {
            Thread.onSpinWait();
        }

        assertThat(sweep(null)).isZero();
        assertThat(sweep(Duration.ofDays(1))).isZero();
        assertThat(sweep(Duration.ofMillis(1))).isEqualTo(1_000);
        assertThat(sweep(Duration.ofMillis(1))).isEqualTo(20);
        assertThat(sweep(Duration.ofMillis(1))).isZero();
        assertThat(queue.decided(ItemFilter.ALL, 10))
                .extracting(ReviewItem::draft)
                .containsExactly(arrivals.get(1_020).draft());
    }

    private RedisReviewQueue open(QueueRules rules) {
        return new RedisReviewQueue(redis, rules, () -> {});
    }

    /** Each a new service's first. */
    private long sweep(@Nullable Duration age) {
        return open(QueueRules.DEFAULT.withKeepDecided(age)).sweep().purged();
    }

    private Retention retention() {
        return new Retention(redis, new QueueReader(redis));
    }

    private static TenantKeys keys() {
        return new TenantKeys(TENANT);
    }

    private Instant now() {
        return new QueueReader(redis).now();
    }

    /** All that was decided until now. */
    private List<String> purge() {
        return retention().purge(keys(), now(), Retention.PURGED);
    }

    /** As the relay does, without Kafka: what is sealed no longer needs its item. */
    private void send() {
        RedisOutbox outbox = new RedisOutbox(redis);
        List<Outbox.Entry> entries = outbox.unsealed(2_000);
        while (!entries.isEmpty()) {
            AuditChain.Head head = outbox.head();
            List<AuditChain.Link> links = new ArrayList<>();
            for (Outbox.Entry entry : entries) {
                links.add(AuditChain.seal(
                        links.isEmpty() ? head : links.get(links.size() - 1).head(), entry.decision()));
            }
            assertThat(outbox.seal(head, entries, links)).isTrue();
            entries = outbox.unsealed(2_000);
        }
    }

    private Admission admit(ContentDraft draft) {
        return queue.admit(draft, next(), new Ruling.AwaitPerson());
    }

    private SourcePosition next() {
        return new SourcePosition("content.drafts", 0, offsets.getAndIncrement());
    }

    private void decide(ContentDraft draft, Verdict verdict) {
        assertThat(admit(draft)).isEqualTo(Admission.WAITING);
        Claim claim = ((ClaimResult.Granted) queue.tryClaim(LEA, TENANT, ContentId.of(draft))).claim();
        queue.decide(LEA, claim, verdict);
    }

    private RevokeResult revoke(ContentDraft draft, String decision) {
        return queue.revoke(LEA, TENANT, ContentId.of(draft), decision, List.of("wrong"));
    }

    private Decided decision(ContentDraft draft) {
        return Objects.requireNonNull(
                queue.find(TENANT, ContentId.of(draft)).orElseThrow().decision());
    }

    private static Withdrawal deleted(String subject, long floor) {
        return Withdrawal.newBuilder()
                .setTenant(TENANT.value())
                .setSubject(subject)
                .setOrderKey("any")
                .setKinds(List.of(Kind.REASON))
                .setFloorRevision(floor)
                .setCause(WithdrawalCause.DELETED)
                .setCreatedAt(TestTime.NOW)
                .build();
    }
}
