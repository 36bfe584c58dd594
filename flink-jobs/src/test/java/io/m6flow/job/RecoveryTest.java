package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final int PRODUCTS = 150;

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    /** Calls of the clock by the job's own threads, in this JVM. */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void aJobThatFailsTwiceMidStreamMissesNothingAndWritesNothingTwice() throws Exception {
        JobOnKafka job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory())
                .with(settings -> settings.withClock(failingAt(200, 500)));
        Map<String, List<AsrSegment>> sessions =
                Samples.segments().stream().collect(Collectors.groupingBy(AsrSegment::getSessionId));
        int segments = sessions.values().stream().mapToInt(List::size).sum();
        try {
            job.start();
            job.sendProducts(IntStream.range(0, PRODUCTS)
                    .mapToObj(i -> ProductEvents.dress()
                            .of("M-1", "P-" + i)
                            .asksFor(Kind.REASON)
                            .build())
                    .toList());
            job.sendAll(Samples.segments());
            job.awaitOutcomes(PRODUCTS + segments);
        } finally {
            job.close();
        }
        assertThat(FAILURES).hasValue(2);
        List<EventOutcome> outcomes = job.outcomes();
        assertThat(outcomes)
                .extracting(EventOutcome::getOrigin)
                .doesNotHaveDuplicates()
                .hasSize(PRODUCTS + segments);
        assertThat(job.deadLetters()).isEmpty();
        List<ContentDraft> drafts = job.drafts();
        assertThat(drafts).extracting(ContentDraft::getContentId).doesNotHaveDuplicates();
        assertThat(drafts).filteredOn(draft -> draft.getKind() == Kind.REASON).hasSize(PRODUCTS);
        assertThat(drafts)
                .filteredOn(draft -> draft.getSubject().endsWith("#all"))
                .hasSize(sessions.size());
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.getOutcome() == Outcome.IN_PASSAGE)
                .extracting(EventOutcome::getContentId)
                .hasSameElementsAs(drafts.stream()
                        .filter(draft -> draft.getKind() == Kind.SCRIPT)
                        .map(ContentDraft::getContentId)
                        .toList());
        sessions.keySet().forEach(session -> assertInSpeakingOrder(drafts, session));
        assertThatWhatWasComputedAgainIsTheSame(job.writtenDrafts());
    }

    /** Of what a failed attempt wrote, too, though its transaction was aborted. */
    private static void assertThatWhatWasComputedAgainIsTheSame(List<ContentDraft> written) {
        Map<String, Set<String>> texts = written.stream()
                .collect(Collectors.groupingBy(
                        ContentDraft::getContentId, Collectors.mapping(ContentDraft::getText, Collectors.toSet())));
        assertThat(texts).allSatisfy((id, ofOneId) -> assertThat(ofOneId).hasSize(1));
    }

    private static void assertInSpeakingOrder(List<ContentDraft> drafts, String session) {
        assertThat(drafts.stream()
                        .filter(draft -> draft.getKind() == Kind.SCRIPT)
                        .filter(draft -> draft.getOrderKey().endsWith("|" + session))
                        .map(ContentDraft::getPassageIndex))
                .isSorted()
                .startsWith(0);
    }

    /** Breaks the operators that ask it for these times, each once; the writing itself, which would catch it, is spared. */
    private static JobClock failingAt(int... calls) {
        return () -> {
            if (!insideTheWriting()) {
                int call = CALLS.incrementAndGet();
                for (int failing : calls) {
                    if (call == failing) {
                        FAILURES.incrementAndGet();
                        throw new IllegalStateException("fails on purpose");
                    }
                }
            }
            return Instant.now();
        };
    }

    private static boolean insideTheWriting() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().contains(".job.writing.")));
    }
}
