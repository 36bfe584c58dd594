package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.Admission;
import io.m6flow.review.AuditChain;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.TrackRecord;
import io.m6flow.review.Verdict;
import io.m6flow.review.export.AuditCheck;
import io.m6flow.review.rebuild.Image;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.review.rebuild.RebuildReport;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisImage;
import io.m6flow.review.redis.RedisNumbers;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loses Redis after random histories, and has it again from a real Kafka (guarantee I7). */
class RebuildTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);
    private static final Reviewer ANN = new Reviewer("Ann");
    private static final QueueRules RULES = QueueRules.DEFAULT
            .withUndoWindow(Duration.ofMillis(300))
            .withTwoPersons(Set.of(Kind.BADGE))
            .withRetractAtOnce(Set.of(Kind.THEME));

    private RedisConnection redis;
    private RedisReviewQueue queue;
    private RedisImage image;
    private ReviewTopics topics;
    private ReviewSettings settings;
    private TopicWriter<ContentDraft> drafts;
    private TopicWriter<Withdrawal> withdrawals;
    private long offset;

    @BeforeEach
    void connect() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        queue = new RedisReviewQueue(redis, RULES, () -> {});
        image = new RedisImage(redis);
        topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"),
                KAFKA.freshTopic("withdrawals"),
                KAFKA.freshTopic("decisions"),
                KAFKA.freshTopic("feedback"),
                KAFKA.freshTopic("dead"));
        settings = ReviewSettings.of(REDIS.uri(), KAFKA.bootstrapServers())
                .withTopics(topics)
                .withRules(RULES)
                .withPolicy(new ReviewPolicy.Manual())
                .withGroupId(topics.decisions() + "-readers");
        drafts = KAFKA.writer(topics.drafts(), ContentDraft.class);
        withdrawals = KAFKA.writer(topics.withdrawals(), Withdrawal.class);
    }

    @AfterEach
    void disconnect() {
        drafts.close();
        withdrawals.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void redisRebuiltFromKafkaEqualsRedisBefore(long seed) {
        RandomReviews reviews = reviews(seed);
        reviews.play(180);
        relayAll();
        Image before = image.read(Instant.MAX);
        Claim old = reviews.claimOfANewDraft();

        REDIS.flush();
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.isProved()).isTrue();
        assertThat(report.withoutDraft()).isZero();
        assertThat(report.decisions()).isGreaterThan(20);
        assertThat(Image.differences(before, image.read(Instant.MAX)))
                .as("all but the draft that came after the image was taken")
                .extracting(Image.Difference::line)
                .containsExactlyInAnyOrder(
                        "item M-0 " + old.item().contentId(), "place M-0 REASON|P-new", "tenant M-0");
        theQueueGoesOn(old);
    }

    private void theQueueGoesOn(Claim old) {
        assertThat(queue.decide(ANN, old, new Verdict.Approve())).isInstanceOf(DecideResult.StaleClaim.class);
        var again = (ClaimResult.Granted)
                queue.tryClaim(ANN, old.item().tenant(), old.item().contentId());
        assertThat(again.claim().fence()).isGreaterThan(old.fence() + 1_000_000);
        assertThat(queue.decide(ANN, old, new Verdict.Approve())).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.decide(ANN, again.claim(), new Verdict.Approve())).isInstanceOf(DecideResult.Accepted.class);
        long before = new RedisOutbox(redis).head().index();
        relayAll();
        assertThat(AuditChain.verify(log())).isInstanceOfSatisfying(AuditChain.Report.Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(before + 1);
            assertThat(whole.head()).isEqualTo(new RedisOutbox(redis).head());
        });
        AuditCheck.Finding finding = new AuditCheck(settings).check(Optional.empty());
        assertThat(finding.miscount()).isEmpty();
        assertThat(finding.sentAtLeast()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whatIsNoLongerKeptIsNotRestoredEither(long seed) {
        settings = settings.withRules(RULES.withKeepDecided(Duration.ofMillis(1)));
        RandomReviews reviews = reviews(seed);
        reviews.play(150);
        queue.sweep();
        relayAll();
        long items = queue.decided(ItemFilter.ALL, 1_000).size();
        long purged =
                new RedisReviewQueue(redis, settings.rules(), () -> {}).sweep().purged();
        Image before = image.read(Instant.MAX);

        REDIS.flush();
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.purged()).isEqualTo(purged).isBetween(10L, items - 1);
        assertThat(Image.differences(before, image.read(Instant.MAX))).isEmpty();
        assertThat(reviews.replay()).containsOnly(Admission.KNOWN);
        assertThat(Image.differences(before, image.read(Instant.MAX))).isEmpty();
        assertThat(new AuditCheck(settings).check(Optional.empty()).miscount()).isEmpty();
    }

    @Test
    void theModelsRecordsAndTheNumbersOfTheDashboardComeBack() {
        settings = settings.withRules(RULES.withKeepDecided(Duration.ofMillis(1)));
        ContentDraft good = Drafts.reason("M-1", "P-1").model("m-1").build();
        ContentDraft bad = Drafts.reason("M-1", "P-2").model("m-1").build();
        ContentDraft risky = Drafts.reason("M-1", "P-3")
                .model("m-1")
                .text("全网第一的裙子")
                .finding("ad-law", "第一")
                .build();
        ContentDraft automatic = Drafts.reason("M-1", "P-4").model("m-1").build();
        List.of(good, bad, risky).forEach(draft -> admit(offset++, draft));
        drafts.write(automatic.getOrderKey(), automatic);
        queue.admit(automatic, new SourcePosition(topics.drafts(), 0, offset++), new Ruling.ApproveNow("approve-all"));
        decide(good, new Verdict.Approve());
        decide(bad, new Verdict.Edit("改过的"));
        decide(risky, new Verdict.Reject(List.of("facts")));
        ContentDraft draftless = Drafts.reason("M-1", "P-5").model("m-1").build();
        queue.admit(draftless, new SourcePosition(topics.drafts(), 0, offset), new Ruling.AwaitPerson());
        relayAll();
        TrackRecord record = record();
        assertThat(record).isEqualTo(new TrackRecord(2, 1));
        decide(draftless, new Verdict.Approve());
        relayAll();
        QueueStatistics statistics = today();
        var totals = new RedisNumbers(redis).totals().decisions();

        REDIS.flush();
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(record()).as("without the one whose draft is gone").isEqualTo(record);
        assertThat(today().outcomes()).containsExactlyInAnyOrderElementsOf(statistics.outcomes());
        assertThat(today().people())
                .containsExactlyInAnyOrderElementsOf(statistics.people())
                .hasSize(3);
        assertThat(today().toDecide()).as("nobody but Redis knew how long").isEmpty();
        assertThat(new RedisNumbers(redis).totals().decisions()).containsExactlyInAnyOrderElementsOf(totals);
    }

    private TrackRecord record() {
        return queue.trackRecord(new TenantId("M-1"), Kind.REASON, "m-1");
    }

    private QueueStatistics today() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return new RedisNumbers(redis).over(today.minusDays(1), today, Optional.empty());
    }

    @Test
    void whatWaitedWhileALaterOneWasDecidedLongAgoWaitsAgain() {
        settings = settings.withRules(RULES.withKeepDecided(Duration.ofMillis(1)));
        ContentDraft waits = Drafts.reason("M-1", "P-1").revision(1).build();
        ContentDraft later = Drafts.reason("M-1", "P-1").revision(2).build();
        admit(0, waits);
        admit(1, later);
        decide(later, new Verdict.Reject(List.of("facts")));
        relayAll();

        REDIS.flush();
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.purged()).isEqualTo(1);
        assertThat(queue.waiting(ItemFilter.ALL, 10))
                .extracting(ReviewItem::draft)
                .containsExactly(waits);
        assertThat(queue.admit(later, new SourcePosition(topics.drafts(), 0, 1), new Ruling.AwaitPerson()))
                .isEqualTo(Admission.KNOWN);
    }

    @Test
    void aRebuildInPlaceOfTheLivingQueueChangesNothingThatTheTopicsKnow() {
        reviews(7).play(80);
        relayAll();
        Image before = image.read(Instant.MAX);

        try (Rebuild rebuild = new Rebuild(settings)) {
            assertThat(rebuild.obstacle(false))
                    .hasValueSatisfying(why -> assertThat(why).contains("--replace"));
        }
        RebuildReport report = rebuild(true);

        assertThat(report.isProved()).isTrue();
        assertThat(Image.differences(before, image.read(Instant.MAX))).isEmpty();
        assertThat(image.read(Instant.MAX).digest()).isEqualTo(before.digest());
        assertThat(Rebuild.unfinished(settings.redis())).isEmpty();
    }

    @Test
    void whatKafkaDoesNotHoldWaitsAgainOrIsRuledAsTheIntakeDoes() {
        ContentDraft late = Drafts.reason("M-1", "P-1").revision(1).build();
        ContentDraft unsent = Drafts.reason("M-1", "P-2").build();
        admit(0, late);
        admit(1, unsent);
        Claim claim =
                ((ClaimResult.Granted) queue.tryClaim(ANN, RandomReviews.tenant(unsent), ContentId.of(unsent))).claim();
        queue.decide(ANN, claim, new Verdict.Approve());
        withdrawals.write("any", deleted("M-1", "P-1", 5));

        REDIS.flush();
        settings = settings.withPolicy(new ReviewPolicy.ApproveAll());
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.superseded()).isEqualTo(1);
        assertThat(report.approved()).isEqualTo(1);
        relayAll();
        assertThat(AuditChain.verify(log()))
                .isInstanceOfSatisfying(
                        AuditChain.Report.Whole.class,
                        whole -> assertThat(whole.entries()).isEqualTo(2));
    }

    @Test
    void aDecisionOutlivesItsDraft() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").model("m-1").build();
        queue.admit(draft, new SourcePosition(topics.drafts(), 0, 0), new Ruling.ApproveNow("approve-all"));
        relayAll();

        REDIS.flush();
        RebuildReport report = rebuild(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.withoutDraft()).isEqualTo(1);
        ReviewItem item =
                queue.find(RandomReviews.tenant(draft), ContentId.of(draft)).orElseThrow();
        assertThat(item.draft().getText()).isEqualTo(draft.getText());
        assertThat(item.draft().getTitle()).isEqualTo(draft.getTitle());
        queue.withdraw(deleted("M-1", "P-1", 5), new SourcePosition(topics.withdrawals(), 0, 0));
        relayAll();
        var last =
                KAFKA.reader(topics.decisions(), ReviewDecision.class).await(2).get(1);
        assertThat(last.getPublishSequence()).isEqualTo(2);
        assertThat(Objects.requireNonNull(last.getModelVersion())).isEqualTo("m-1");
    }

    @Test
    void refusesWhileAReviewServiceReads() {
        try (var intake = new DraftIntake(
                KAFKA.bootstrapServers(),
                settings.groupId(),
                topics,
                settings.format(),
                queue,
                settings.policy(),
                Clock.systemUTC())) {
            intake.start();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                try (Rebuild rebuild = new Rebuild(settings)) {
                    assertThat(rebuild.obstacle(true))
                            .hasValueSatisfying(why -> assertThat(why).contains("stop it first"));
                }
            });
        }
    }

    @Test
    void aProofFindsWhatIsNotAsTheTopicsSay() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(0, draft);
        Image before = image.read(Instant.MAX);
        queue.tryClaim(ANN, RandomReviews.tenant(draft), ContentId.of(draft));
        assertThat(Image.differences(before, image.read(Instant.MAX)))
                .as("claims are left out")
                .isEmpty();

        queue.withdraw(deleted("M-1", "P-1", 5), new SourcePosition(topics.withdrawals(), 0, 0));

        assertThat(Image.differences(before, image.read(Instant.MAX)))
                .extracting(Image.Difference::toString)
                .anyMatch(line ->
                        line.startsWith("item M-1 " + draft.getContentId() + ": differs in ") && line.contains("state"))
                .anyMatch(line -> line.startsWith("place M-1 REASON|P-1: differs in ") && line.contains("floor"))
                .noneMatch(line -> line.contains(draft.getText()));
    }

    private void decide(ContentDraft draft, Verdict verdict) {
        Claim claim =
                ((ClaimResult.Granted) queue.tryClaim(ANN, RandomReviews.tenant(draft), ContentId.of(draft))).claim();
        assertThat(queue.decide(ANN, claim, verdict)).isInstanceOf(DecideResult.Accepted.class);
    }

    private RandomReviews reviews(long seed) {
        return new RandomReviews(queue, topics.drafts(), drafts, topics.withdrawals(), withdrawals, seed);
    }

    private void admit(long offset, ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
        queue.admit(draft, new SourcePosition(topics.drafts(), 0, offset), new Ruling.AwaitPerson());
    }

    private static Withdrawal deleted(String tenant, String subject, long floor) {
        return Withdrawal.newBuilder()
                .setTenant(tenant)
                .setSubject(subject)
                .setOrderKey("any")
                .setKinds(List.of(Kind.REASON))
                .setFloorRevision(floor)
                .setCause(WithdrawalCause.DELETED)
                .setCreatedAt(TestTime.NOW)
                .build();
    }

    private RebuildReport rebuild(boolean replace) {
        try (Rebuild rebuild = new Rebuild(settings)) {
            assertThat(rebuild.obstacle(replace)).isEmpty();
            return rebuild.run(
                    replace, (topic, records, all) -> assertThat(records).isLessThanOrEqualTo(all));
        }
    }

    /** Until nothing waits to leave, undo windows included. */
    private void relayAll() {
        RedisOutbox outbox = new RedisOutbox(redis);
        try (DecisionTopic topic =
                DecisionTopic.open(KAFKA.bootstrapServers(), topics, topics.decisions() + "-relay")) {
            RelaySteps steps = new RelaySteps(outbox, topic);
            steps.recover();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                boolean more = true;
                while (more) {
                    more = steps.seal() > 0;
                    while (steps.send()) {
                        steps.acknowledge();
                        more = true;
                    }
                }
                return queue.counts().unsent() == 0;
            });
        }
        // A commit shows to readers some milliseconds after it was acknowledged.
        KAFKA.reader(topics.decisions(), ReviewDecision.class)
                .await((int) outbox.head().index());
    }

    private Iterator<byte[]> log() {
        return KAFKA.reader(topics.decisions(), ReviewDecision.class).committed().stream()
                .map(CODEC::encode)
                .iterator();
    }
}
