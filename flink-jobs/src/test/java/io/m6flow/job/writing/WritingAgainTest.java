package io.m6flow.job.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Refusal;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import io.m6flow.job.guard.Inspector;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritingAgainTest {
    private static final ContentDraft SECOND =
            Drafts.reason("M-1", "P-1").attempt(1).text("").build();
    private static final ContentId ID = ContentId.of(SECOND);
    private static final Redo REDO = new Redo(List.of("雪纺长裙，显瘦。"), List.of("最低价"), "wording");

    private static final Inspector GUARDS = Inspector.shipped();

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<Prompt> prompts = new ArrayList<>();

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    @Test
    void draftsTheBestOfWhatHeedsTheFeedback() throws Exception {
        WriteResult result = write(Map.of(
                ID.seed(0), "雪纺长裙，显瘦。",
                ID.seed(1), "雪纺V领高腰，全网最低价。",
                ID.seed(2), "雪纺V领，轻盈。",
                ID.seed(3), "轻盈。"));

        assertThat(result.draft().getText()).isEqualTo("雪纺V领，轻盈。");
        assertThat(result.draft().getAttempt()).isEqualTo(1);
        assertThat(result.draft().getAlternatives())
                .extracting(Alternative::getText)
                .containsExactly("轻盈。");
        assertThat(prompts).hasSize(1);
        assertThat(prompts.get(0).redo()).isEqualTo(REDO);
    }

    @Test
    void triesOtherCandidatesWhereAllAreTheTextThatWasSentBack() throws Exception {
        WriteResult result = write(Map.of(ID.seed(9), "碎花轻盈，夏天也凉快。"));

        assertThat(result.draft().getText()).isEqualTo("碎花轻盈，夏天也凉快。");
        assertThat(result.draft().getTrace().getSeed()).isEqualTo(ID.seed(9));
        assertThat(prompts).extracting(Prompt::seeds).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void givesUpWithAReasonWhereThereIsNothingNew() throws Exception {
        WriteResult result = write(Map.of(ID.seed(1), " "));

        assertThat(result.draft()).isNull();
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.GENERATION_FAILED);
        assertThat(result.rejection().message()).contains("nothing new", "12 candidates", "give the source more facts");
        assertThat(prompts).hasSize(WritingAgain.ROUNDS);
    }

    @Test
    void endsAtOnceWhereTheGeneratorRefuses() throws Exception {
        RequestWriter writer = writer(prompt -> new Generation.Refused(new Refusal.NothingElse(prompt.kind())));

        WriteResult result = writer.write(request(), new CompletableFuture<>()).get(30, TimeUnit.SECONDS);

        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.REFUSED);
        assertThat(result.rejection().message()).startsWith("NOTHING_ELSE");
        assertThat(prompts).hasSize(1);
    }

    @Test
    void theSameRequestEndsWithTheSameDraft() throws Exception {
        Map<Long, String> texts = Map.of(ID.seed(6), "碎花轻盈。", ID.seed(7), "高腰。");

        assertThat(write(texts)).isEqualTo(write(texts));
    }

    private WriteResult write(Map<Long, String> texts) throws Exception {
        return writer(prompt -> written(prompt, texts))
                .write(request(), new CompletableFuture<>())
                .get(30, TimeUnit.SECONDS);
    }

    /** For seeds without a text of their own it writes what was sent back. */
    private static Generation written(Prompt prompt, Map<Long, String> texts) {
        List<Candidate> candidates = prompt.seeds().stream()
                .map(seed ->
                        new Candidate(texts.getOrDefault(seed, REDO.refused().get(0)), seed, 8, -0.5))
                .toList();
        return new Generation.Written(candidates, new Trace("words", "1", "1", 8, 8, 0, 0, List.of()));
    }

    private static WriteRequest request() {
        return new WriteRequest(SECOND, "", 4, List.of(), List.of(), List.of(), REDO);
    }

    private interface Answering {
        Generation answer(Prompt prompt);
    }

    private RequestWriter writer(Answering answering) {
        TextGenerator generator = new TextGenerator() {
            @Override
            public CompletableFuture<Generation> generate(Prompt prompt) {
                prompts.add(prompt);
                return CompletableFuture.completedFuture(answering.answer(prompt));
            }

            @Override
            public ModelCard card() {
                return new WordsOfTheSource().card();
            }

            @Override
            public GeneratorStats stats() {
                return GeneratorStats.NONE;
            }

            @Override
            public void close() {}
        };
        return new RequestWriter(
                generator, GUARDS, WritingSettings.defaults(), () -> TestTime.NOW, scheduler, new SplittableRandom(1));
    }
}
