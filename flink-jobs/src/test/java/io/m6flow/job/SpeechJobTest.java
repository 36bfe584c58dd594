package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.testkit.Speech;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SpeechJobTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final String FILLER = "这件衣服的面料很舒服大家可以放心拍下今天就发货";

    @TempDir
    Path directory;

    private JobOnKafka job;

    @BeforeEach
    void makeJob() {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory());
    }

    @AfterEach
    void stopJob() throws Exception {
        job.close();
    }

    @Test
    void passagesLeaveInSpeakingOrderThoughOneIsSlowAndOneIsLost() throws Exception {
        job.start();
        job.sendAll(Speech.session("S-1")
                .says(FILLER + WordsOfTheSource.SLOW)
                .pauses(LONG)
                .says(FILLER + WordsOfTheSource.FAIL)
                .pauses(LONG)
                .says(FILLER + "第三段")
                .pauses(LONG)
                .says(FILLER + WordsOfTheSource.INVENT)
                .pauses(LONG)
                .says(FILLER + "第五段")
                .ends()
                .segments());
        job.sendAll(Speech.session("S-2").says(FILLER).ends().segments());
        Speech speech = Speech.session("S-long");
        IntStream.range(0, 300).forEach(i -> speech.says(FILLER + FILLER + "第" + i + "句。"));
        job.sendAll(speech.ends().segments());
        List<EventOutcome> outcomes = job.awaitOutcomes(8 + 301);

        assertThat(outcomes).hasSize(8 + 301);
        assertThat(scripts("S-1")).extracting(ContentDraft::getPassageIndex).containsExactly(0, 2, 4);
        assertThat(scripts("S-1")).extracting(ContentDraft::getSubject).containsExactly("S-1#1", "S-1#3", "S-1#5");
        assertThat(job.deadLetters()).extracting(DeadLetter::getSubject).containsExactly("S-1#2", "S-1#4");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.getSubject().equals("S-1#2"))
                .extracting(EventOutcome::getOutcome)
                .containsExactly(Outcome.DEAD_LETTER);
        assertThat(summaries("S-2")).hasSize(1);
        assertThat(summaries("S-1"))
                .singleElement()
                .satisfies(summary ->
                        assertThat(summary.getSource().getTranscript()).contains("〔此处缺失〕"));
        assertTheLongSessionIsSummedUpOverWindows();
    }

    private void assertTheLongSessionIsSummedUpOverWindows() {
        assertThat(summaries("S-long"))
                .extracting(ContentDraft::getSubject)
                .contains("S-long#0", "S-long#1", "S-long#all")
                .doesNotHaveDuplicates();
        assertThat(summaries("S-long").stream()
                        .filter(summary -> summary.getSubject().endsWith("#all")))
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.getText()).startsWith("摘要：").hasSizeLessThan(400);
                    assertThat(summary.getSource().getTranscript()).hasSizeBetween(14_000, 20_001);
                });
    }

    @Test
    void theEndOfInputClosesOpenSessionsAndASavepointGoesOn() throws Exception {
        job.start();
        List<AsrSegment> speech = Speech.session("S-3")
                .says(FILLER + "一")
                .pauses(LONG)
                .says(FILLER + "二")
                .pauses(LONG)
                .says(FILLER + "三")
                .segments();
        job.sendAll(speech.subList(0, 2));
        await().atMost(Duration.ofSeconds(30)).until(() -> !job.drafts().isEmpty());
        String savepoint = job.stop();
        assertThat(job.outcomes()).isEmpty();
        job.sendAll(speech.subList(2, 3));
        job.startFrom(savepoint);
        job.awaitOutcomes(1);
        String drained = job.drain();

        assertThat(scripts("S-3")).extracting(ContentDraft::getPassageIndex).containsExactly(0, 1, 2);
        assertThat(job.outcomes())
                .extracting(EventOutcome::getOutcome)
                .containsOnly(Outcome.IN_PASSAGE)
                .hasSize(3);
        assertThat(summaries("S-3")).hasSize(1);

        job.sendAll(Speech.session("S-3").says(FILLER + "一").segments());
        job.startFrom(drained);
        assertThat(job.awaitOutcomes(4)).extracting(EventOutcome::getOutcome).containsOnlyOnce(Outcome.AFTER_END);
        assertThat(job.drafts()).hasSize(4);
    }

    private List<ContentDraft> scripts(String session) {
        return drafts(session, Kind.SCRIPT);
    }

    private List<ContentDraft> summaries(String session) {
        return drafts(session, Kind.SUMMARY);
    }

    private List<ContentDraft> drafts(String session, Kind kind) {
        return job.drafts().stream()
                .filter(draft -> draft.getKind() == kind && draft.getOrderKey().endsWith("|" + session))
                .toList();
    }
}
