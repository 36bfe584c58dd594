package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with the embedded model: real products and a real session. */
class RealModelTest {
    private static final int PRODUCTS = 6;
    private static final int SEGMENTS = 16;
    private static final int REWRITTEN = 3;

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The job's next look at the clock fails, once. */
    private static final AtomicBoolean FAILS_NEXT = new AtomicBoolean();

    @TempDir
    Path directory;

    @Test
    void writesAboutEveryProductAndCleansEveryPassage() throws Exception {
        JobOnKafka job = new JobOnKafka(KAFKA, directory, GeneratorFactory.leasing(GeneratorSettings.defaults()));
        List<ProductEvent> products = Samples.products().subList(0, PRODUCTS).stream()
                .map(product -> ProductEvent.newBuilder(product)
                        .setKinds(List.of(Kind.REASON, Kind.BADGE))
                        .build())
                .toList();
        List<AsrSegment> speech = Samples.segments().subList(0, SEGMENTS);
        try {
            job.start();
            job.sendProducts(products);
            job.sendAll(speech);
            job.awaitOutcomes(outcome -> outcome.getKind() != null, 2 * PRODUCTS);
            job.drain();
        } finally {
            job.close();
        }
        List<EventOutcome> outcomes = job.outcomes();
        assertThat(job.deadLetters()).isEmpty();
        assertThat(outcomes).hasSize(2 * PRODUCTS + SEGMENTS);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.getKind() != null)
                .extracting(EventOutcome::getOutcome)
                .containsOnly(Outcome.DRAFTED);
        assertThat(drafts(job, Kind.REASON)).hasSize(PRODUCTS).allSatisfy(draft -> {
            assertThat(draft.getText()).containsPattern("\\p{IsHan}{4,}");
            assertThat(draft.getTrace().getModel()).isEqualTo("m6-shop");
        });
        assertThat(drafts(job, Kind.BADGE)).hasSize(PRODUCTS);
        assertThat(drafts(job, Kind.SCRIPT)).isNotEmpty().allSatisfy(RealModelTest::keepsToWhatWasSaid);
        assertThat(drafts(job, Kind.SUMMARY)).hasSize(1);
    }

    /** The engine in exact mode: what is written again after a failure is written in other company. */
    @Test
    void writesTheSameAgainAfterAFailure() throws Exception {
        GeneratorSettings exact = GeneratorSettings.defaults();
        JobOnKafka job = new JobOnKafka(
                        KAFKA,
                        directory,
                        GeneratorFactory.leasing(exact.withTuning(exact.tuning().withExact(true))))
                .withDelivery(Delivery.AT_LEAST_ONCE)
                .with(settings ->
                        settings.withCheckpointInterval(Duration.ofMinutes(30)).withClock(failingOnDemand()));
        List<ProductEvent> products = Samples.products().subList(0, REWRITTEN).stream()
                .map(product -> ProductEvent.newBuilder(product)
                        .setKinds(List.of(Kind.THEME))
                        .build())
                .toList();
        try {
            job.start();
            for (int i = 1; i < REWRITTEN; i++) {
                job.send(products.get(i - 1));
                awaitDrafts(job, i);
            }
            FAILS_NEXT.set(true);
            job.send(products.get(REWRITTEN - 1));
            awaitDrafts(job, 2 * REWRITTEN - 1);
        } finally {
            job.close();
        }
        assertThat(FAILS_NEXT).isFalse();
        Map<String, Set<String>> texts = job.drafts().stream()
                .collect(Collectors.groupingBy(
                        ContentDraft::getContentId, Collectors.mapping(ContentDraft::getText, Collectors.toSet())));
        assertThat(texts)
                .hasSize(REWRITTEN)
                .allSatisfy((id, ofOneId) -> assertThat(ofOneId).hasSize(1));
    }

    private static void awaitDrafts(JobOnKafka job, int count) {
        await().atMost(PATIENCE).until(() -> job.drafts().size() >= count);
    }

    private static JobClock failingOnDemand() {
        return () -> {
            if (FAILS_NEXT.compareAndSet(true, false)) {
                throw new IllegalStateException("fails on purpose");
            }
            return Instant.now();
        };
    }

    private static void keepsToWhatWasSaid(ContentDraft draft) {
        String said = draft.getSource().getTranscript();
        int at = 0;
        for (char word : draft.getText().toCharArray()) {
            if (Character.isLetterOrDigit(word)) {
                at = said.indexOf(word, at) + 1;
                assertThat(at).as("%s of %s in %s", word, draft.getText(), said).isPositive();
            }
        }
    }

    private static List<ContentDraft> drafts(JobOnKafka job, Kind kind) {
        return job.drafts().stream().filter(draft -> draft.getKind() == kind).toList();
    }
}
