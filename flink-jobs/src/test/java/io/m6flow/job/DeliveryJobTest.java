package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.Speech;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drafts of products may leave before their checkpoint. No checkpoint is due here before a job is stopped. */
class DeliveryJobTest {
    private static final Duration NEVER = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SPEECH = "这件衣服的面料很舒服大家可以放心拍下今天就发货";

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    /** The job's next look at the clock fails, once. */
    private static final AtomicBoolean FAILS_NEXT = new AtomicBoolean();

    @TempDir
    Path directory;

    private JobOnKafka job;

    @BeforeEach
    void makeJob() {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory())
                .with(settings -> settings.withCheckpointInterval(NEVER));
    }

    @AfterEach
    void stopJob() throws Exception {
        job.close();
    }

    @Test
    void exactlyOnceDraftsWaitForTheirCheckpoint() throws Exception {
        job.start();
        job.send(product("P-1"));

        await().atMost(PATIENCE).until(() -> job.writtenDrafts().size() == 1);
        assertThat(job.drafts()).isEmpty();
        job.stop();
        assertThat(job.drafts()).hasSize(1);
    }

    @Test
    void atLeastOnceDraftsAreSeenAtOnceAndTheirOutcomesWithTheCheckpoint() throws Exception {
        job.withDelivery(Delivery.AT_LEAST_ONCE).start();
        job.send(product("P-1"));
        List<ContentDraft> seen = awaitDrafts(1);
        job.send(ProductEvents.dress()
                .of("M-1", "P-1")
                .revision(2)
                .title("新款")
                .asksFor(Kind.REASON)
                .build());
        awaitDrafts(2);

        assertThat(job.outcomes()).isEmpty();
        assertThat(job.withdrawals()).isEmpty();
        job.stop();
        assertThat(job.drafts()).hasSize(2).containsAll(seen);
        assertThat(job.outcomes())
                .extracting(EventOutcome::getOutcome)
                .containsOnly(Outcome.DRAFTED)
                .hasSize(2);
        assertThat(job.withdrawals()).hasSize(1);
    }

    /** What docs/decisions/0011 says of the last stable offset. */
    @Test
    void aTransactionThatIsOpenHoldsBackWhatIsWrittenAfterItInItsPartition() throws Exception {
        job.withDelivery(Delivery.AT_LEAST_ONCE).start();
        job.sendAll(Speech.session("S-1").says(SPEECH).ends().segments());
        await().atMost(PATIENCE).until(() -> !job.writtenDrafts().isEmpty());
        job.sendProducts(IntStream.range(0, 8).mapToObj(i -> product("P-" + i)).toList());
        await().atMost(PATIENCE).until(() -> ofProducts(job.writtenDrafts()).size() == 8);

        List<ContentDraft> seen = awaitDrafts(1);
        assertThat(ofProducts(seen)).hasSize(seen.size()).hasSizeBetween(1, 7);
        job.stop();
        assertThat(ofProducts(job.drafts())).hasSize(8);
    }

    @Test
    void afterAFailureADraftMayComeAgainUnderTheSameIdWithTheSameText() throws Exception {
        job.withDelivery(Delivery.AT_LEAST_ONCE)
                .with(settings -> settings.withClock(failingOnDemand()))
                .start();
        job.send(product("P-1"));
        ContentDraft first = awaitDrafts(1).get(0);
        FAILS_NEXT.set(true);
        job.send(product("P-2"));
        List<ContentDraft> drafts = awaitDrafts(3);
        job.stop();

        assertThat(FAILS_NEXT).isFalse();
        assertThat(drafts)
                .filteredOn(draft -> draft.getSubject().equals("P-1"))
                .hasSize(2)
                .allSatisfy(draft -> {
                    assertThat(draft.getContentId()).isEqualTo(first.getContentId());
                    assertThat(draft.getText()).isEqualTo(first.getText());
                });
        assertThat(job.drafts()).extracting(ContentDraft::getSubject).containsExactlyInAnyOrder("P-1", "P-1", "P-2");
        assertThat(job.outcomes()).extracting(EventOutcome::getSubject).containsExactlyInAnyOrder("P-1", "P-2");
    }

    @Test
    void theDeliveryMayChangeWithASavepointBothWays() throws Exception {
        job.start();
        job.send(product("P-1"));
        await().atMost(PATIENCE).until(() -> job.writtenDrafts().size() == 1);
        job.withDelivery(Delivery.AT_LEAST_ONCE).startFrom(job.stop());
        job.send(product("P-2"));
        awaitDrafts(2);
        job.withDelivery(Delivery.EXACTLY_ONCE).startFrom(job.stop());
        job.send(product("P-3"));
        await().atMost(PATIENCE).until(() -> job.writtenDrafts().size() == 3);
        job.stop();

        assertThat(job.drafts()).extracting(ContentDraft::getSubject).containsExactlyInAnyOrder("P-1", "P-2", "P-3");
    }

    private List<ContentDraft> awaitDrafts(int count) {
        return await().atMost(PATIENCE).until(job::drafts, found -> found.size() >= count);
    }

    private static List<ContentDraft> ofProducts(List<ContentDraft> drafts) {
        return drafts.stream().filter(draft -> draft.getKind() == Kind.REASON).toList();
    }

    private static ProductEvent product(String id) {
        return ProductEvents.dress().of("M-1", id).asksFor(Kind.REASON).build();
    }

    private static JobClock failingOnDemand() {
        return () -> {
            if (FAILS_NEXT.compareAndSet(true, false)) {
                throw new IllegalStateException("fails on purpose");
            }
            return Instant.now();
        };
    }
}
