package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.AuditChain;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
import io.m6flow.review.export.AuditCheck;
import io.m6flow.review.rebuild.Image;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.review.rebuild.RebuildReport;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.Drafts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loses Redis after random histories, and has it again from a real Kafka (guarantee I7). */
class RebuildTest extends RebuildSteps {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void redisRebuiltFromKafkaEqualsRedisBefore(long seed) {
        losesRedisAndRebuildsIt(seed);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void redisRebuiltFromKafkaEqualsRedisBeforeAfterMoreHistories(long seed) {
        losesRedisAndRebuildsIt(seed);
    }

    private void losesRedisAndRebuildsIt(long seed) {
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
}
