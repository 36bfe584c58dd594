package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Admission;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.TrackRecord;
import io.m6flow.review.Verdict;
import io.m6flow.review.export.AuditCheck;
import io.m6flow.review.rebuild.Image;
import io.m6flow.review.rebuild.RebuildReport;
import io.m6flow.review.redis.RedisNumbers;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loses a Redis that keeps decided items for a moment only: what a rebuild leaves out, and what it counts all the same. */
class RebuildOfPurgedTest extends RebuildSteps {
    private long offset;

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
}
