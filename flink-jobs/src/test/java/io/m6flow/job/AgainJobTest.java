package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a reviewer sent back becomes the next attempt, or a dead letter. */
class AgainJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    static Path directory;

    /** One job for all tests; each has a merchant or host of its own. */
    private static JobOnKafka job;

    @BeforeAll
    static void startJob() throws Exception {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory()).start();
    }

    @AfterAll
    static void stopJob() throws Exception {
        job.close();
    }

    @Test
    void writesTheNextAttemptOfTheSameSubjectAndRevision() {
        ContentDraft first =
                Drafts.reason("M-next", "P-1").revision(7).attempt(1).build();

        job.sendBack(feedback(first));

        ContentDraft second = draftsOf("M-next", 1).get(0);
        assertThat(second.getContentId())
                .isEqualTo(ContentId.of(new TenantId("M-next"), Kind.REASON, new Subject("P-1"), 7, 2)
                        .value());
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getSubjectRevision()).isEqualTo(7);
        assertThat(second.getOrderKey()).isEqualTo(first.getOrderKey());
        assertThat(second.getSource()).isEqualTo(first.getSource());
        assertThat(second.getTitle()).isEqualTo(first.getTitle()).isNotEmpty();
        assertThat(second.getText()).contains("雪纺").isNotEqualTo(first.getText());
        assertThat(job.outcomes()).noneMatch(outcome -> outcome.getOrderKey().startsWith("M-next|"));
    }

    @Test
    void writesTheSameAttemptForFeedbackThatComesTwice() {
        ReviewFeedback feedback = feedback(Drafts.reason("M-twice", "P-1").build());

        job.sendBack(feedback);
        job.sendBack(feedback);

        List<ContentDraft> drafts = draftsOf("M-twice", 2);
        assertThat(drafts.get(0).getContentId()).isEqualTo(drafts.get(1).getContentId());
        assertThat(drafts.get(0).getText()).isEqualTo(drafts.get(1).getText());
    }

    @Test
    void keepsAPassageInItsPlace() {
        ContentDraft passage = Drafts.script("H-place", "S-1", 3).build();

        job.sendBack(feedback(passage));

        ContentDraft again = draftsOf("H-place", 1).get(0);
        assertThat(again.getPassageIndex()).isEqualTo(3);
        assertThat(again.getPriority()).isEqualTo(passage.getPriority());
        assertThat(again.getText()).isEqualTo(passage.getSource().getTranscript() + "。");
    }

    @Test
    void neverDraftsAStruckOutWord() {
        ReviewFeedback feedback = feedback(Drafts.script("H-words", "S-1", 0).build());
        feedback.setWithout(List.of("雪纺"));

        job.sendBack(feedback);

        assertThat(lettersOf("H-words", 1).get(0).getMessage()).contains("struck-out word");
        assertThat(job.drafts()).noneMatch(draft -> draft.getTenant().equals("H-words"));
    }

    @Test
    void neverDraftsTheTextThatWasSentBack() {
        ContentDraft passage = Drafts.script("H-same", "S-1", 0).build();
        ReviewFeedback feedback = feedback(passage);
        feedback.setRefused(List.of(passage.getSource().getTranscript() + "。"));

        job.sendBack(feedback);

        DeadLetter letter = lettersOf("H-same", 1).get(0);
        assertThat(letter.getMessage()).contains("nothing new");
        assertThat(letter.getKind()).isEqualTo(Kind.SCRIPT);
        assertThat(letter.getSubject()).isEqualTo(passage.getSubject());
        assertThat(letter.getOrigin().getTopic()).endsWith(Topics.REVIEW_FEEDBACK);
        assertThat(job.drafts()).noneMatch(draft -> draft.getTenant().equals("H-same"));
    }

    @Test
    void badFeedbackCostsItselfOnly() {
        ReviewFeedback foreign = feedback(Drafts.reason("M-poison", "P-1").build());
        foreign.setAttempt(5);
        ReviewFeedback empty = feedback(Drafts.script("M-poison", "S-1", 0).build());
        empty.getSource().setTranscript(" ");
        ReviewFeedback wordy = feedback(Drafts.reason("M-poison", "P-2").build());
        wordy.setWithout(List.of("字".repeat(41)));

        job.sendBytes(Topics.REVIEW_FEEDBACK, "no message".getBytes(StandardCharsets.UTF_8));
        List.of(foreign, empty, wordy).forEach(job::sendBack);
        job.sendBack(feedback(Drafts.reason("M-poison", "P-3").build()));

        assertThat(draftsOf("M-poison", 1)).extracting(ContentDraft::getSubject).containsExactly("P-3");
        assertThat(letters(letter -> letter.getKind() == null, 4))
                .extracting(
                        DeadLetter::getReason,
                        letter -> letter.getMessage()
                                .substring(0, letter.getMessage().indexOf(' ')))
                .containsExactlyInAnyOrder(
                        tuple(DeadLetterReason.NOT_A_MESSAGE, "no"),
                        tuple(DeadLetterReason.INVALID, "contentId"),
                        tuple(DeadLetterReason.INVALID, "source"),
                        tuple(DeadLetterReason.INVALID, "a"));
    }

    private static ReviewFeedback feedback(ContentDraft draft) {
        return ReviewFeedback.newBuilder()
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setOrderKey(draft.getOrderKey())
                .setPassageIndex(draft.getPassageIndex())
                .setSource(draft.getSource())
                .setAttempt(draft.getAttempt())
                .setReason("wording")
                .setRefused(List.of(draft.getText()))
                .setPriority(draft.getPriority())
                .setCreatedAt(TestTime.NOW)
                .build();
    }

    private static List<ContentDraft> draftsOf(String tenant, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> job.drafts().stream()
                                .filter(draft -> draft.getTenant().equals(tenant))
                                .toList(),
                        found -> found.size() >= count);
    }

    private static List<DeadLetter> lettersOf(String tenant, int count) {
        return letters(letter -> letter.getOrderKey().startsWith(tenant + "|"), count);
    }

    private static List<DeadLetter> letters(Predicate<DeadLetter> which, int count) {
        return await().atMost(PATIENCE)
                .until(() -> job.deadLetters().stream().filter(which).toList(), found -> found.size() >= count);
    }
}
