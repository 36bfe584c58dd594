package io.m6flow.job.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Material;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.guard.Inspector;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    static {
        AvroTrust.establish();
    }

    private static final WritingSettings SETTINGS = WritingSettings.defaults()
            .withRetry(3, Duration.ofMillis(1), Duration.ofMillis(2))
            .withTimeout(Duration.ofSeconds(20));

    private static final Inspector GUARDS = Inspector.shipped();

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Prompt> prompts = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    @Test
    void aPromptThatIsNeverAnsweredIsGivenUpAndCancelled() throws Exception {
        CompletableFuture<Generation> never = new CompletableFuture<>();
        RequestWriter writer = writer(prompt -> never, SETTINGS.withTimeout(Duration.ofMillis(30)));
        WriteResult result = write(writer, request(Kind.SCRIPT, "说的话"));
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.GENERATION_FAILED);
        assertThat(result.rejection().message()).contains("no answer within");
        await().until(never::isCancelled);
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
        WriteResult result = write(
                writer(prompt -> CompletableFuture.failedFuture(new IllegalStateException("lost")), SETTINGS),
                request(Kind.SCRIPT, "说的话"));
        assertThat(result.rejection().attempts()).isEqualTo(3);
        assertThat(prompts).hasSize(3);
    }

    @Test
    void aPassageOfWhichCleaningLeavesNothingGoesOutAsSpoken() throws Exception {
        WriteResult result = write(writer(words()::generate, SETTINGS), request(Kind.SCRIPT, WordsOfTheSource.MUTE));
        assertThat(result.draft().getText()).isEqualTo(WordsOfTheSource.MUTE);
        assertThat(result.draft().getOrigin()).isEqualTo(DraftOrigin.RAW_TRANSCRIPT);
        assertThat(result.draft().getFindings()).extracting(Finding::getRule).containsExactly("EMPTY");
    }

    @Test
    void aLongTextIsSummedUpInPiecesThatTheModelCanRead() throws Exception {
        String text = "今天讲了面料和尺码，也讲了价格。".repeat(1000);
        WriteResult result = write(writer(words()::generate, SETTINGS), request(Kind.SUMMARY, text));
        assertThat(result.draft().getText()).startsWith("摘要：");
        assertThat(prompts).hasSizeGreaterThan(50).allSatisfy(prompt -> {
            assertThat(prompt.kind()).isEqualTo(ContentKind.SUMMARY);
            assertThat(length(prompt)).isBetween(1, 300);
        });
        assertThat(prompts.stream().map(Prompt::id)).doesNotHaveDuplicates();
    }

    @Test
    void aWindowThatCannotBeSummedUpIsLeftOut() throws Exception {
        String text = "今天讲了面料和尺码，也讲了价格。".repeat(30) + WordsOfTheSource.FAIL;
        WriteResult result = write(writer(words()::generate, SETTINGS), request(Kind.SUMMARY, text));
        assertThat(result.draft()).isNotNull();
    }

    @Test
    void theSameRequestGivesTheSamePrompts() throws Exception {
        String text = "今天讲了面料和尺码，也讲了价格。".repeat(100);
        write(writer(words()::generate, SETTINGS), request(Kind.SUMMARY, text));
        List<Prompt> first = List.copyOf(prompts);
        prompts.clear();
        write(writer(words()::generate, SETTINGS), request(Kind.SUMMARY, text));
        assertThat(List.copyOf(prompts)).isEqualTo(first);
    }

    @Test
    void aPassageThatIsNotCleanedInTimeGoesOutAsSpokenAndTheWorkIsGivenUp() throws Exception {
        CompletableFuture<Generation> never = new CompletableFuture<>();
        WriteResult result = write(writer(prompt -> never, SETTINGS), due(TestTime.NOW.plusMillis(30), "说的话"));
        assertThat(result.draft().getText()).isEqualTo("说的话");
        assertThat(result.draft().getOrigin()).isEqualTo(DraftOrigin.RAW_TRANSCRIPT);
        assertThat(result.draft().getFindings()).extracting(Finding::getRule).containsExactly("NOT_CLEANED");
        await().until(never::isCancelled);
    }

    @Test
    void aPassageThatIsTooLateOnArrivalGoesOutAtOnce() throws Exception {
        WriteResult result =
                write(writer(prompt -> new CompletableFuture<>(), SETTINGS), due(TestTime.NOW.minusSeconds(60), "说的话"));
        assertThat(result.draft().getOrigin()).isEqualTo(DraftOrigin.RAW_TRANSCRIPT);
    }

    @Test
    void aGeneratorThatStaysBusyCostsAPassageItsCleaningNotItsPlace() throws Exception {
        WriteResult result = write(
                writer(words()::generate, SETTINGS.withRetry(1_000, Duration.ofMillis(1), Duration.ofMillis(2))),
                due(TestTime.NOW.plusMillis(50), WordsOfTheSource.ALWAYS_BUSY));
        assertThat(result.draft().getOrigin()).isEqualTo(DraftOrigin.RAW_TRANSCRIPT);
    }

    @Test
    void aPromptCarriesItsDeadlineSoThatTheEngineNeedNotBeginInVain() throws Exception {
        Instant deadline = TestTime.NOW.plusSeconds(30);
        WriteResult result = write(writer(words()::generate, SETTINGS), due(deadline, "说的话"));
        assertThat(result.draft().getOrigin()).isEqualTo(DraftOrigin.MODEL);
        assertThat(prompts.element().service().deadline()).isEqualTo(deadline);
    }

    @Test
    void whatANewerRevisionCallsOffIsGivenUp() throws Exception {
        CompletableFuture<Generation> never = new CompletableFuture<>();
        CompletableFuture<Void> calledOff = new CompletableFuture<>();
        CompletableFuture<WriteResult> writing =
                writer(prompt -> never, SETTINGS).write(request(Kind.REASON, ""), calledOff);
        assertThat(writing).isNotDone();
        calledOff.complete(null);
        WriteResult result = writing.get(5, TimeUnit.SECONDS);
        assertThat(result.draft()).isNull();
        assertThat(result.rejection()).isNull();
        await().until(never::isCancelled);
    }

    @Test
    void onlyOlderWorkIsCalledOff() {
        Underway underway = new Underway();
        CompletableFuture<Void> second = underway.begin(revision(2));
        CompletableFuture<Void> again = underway.begin(revision(2));
        assertThat(second).isNotDone();
        CompletableFuture<Void> third = underway.begin(revision(3));
        assertThat(again).isDone();
        underway.end(revision(3), third);
        assertThat(underway.begin(revision(4))).isNotDone();
        assertThat(third).isNotDone();
    }

    private static WriteRequest revision(long number) {
        WriteRequest request = request(Kind.REASON, "");
        ContentDraft blank = ContentDraft.newBuilder(request.blank())
                .setSubjectRevision(number)
                .build();
        return new WriteRequest(blank, "", 1, List.of(), List.of(), List.of());
    }

    @Test
    void aSummaryHasALineOnEachProductThatPointsToItsPlace() throws Exception {
        WriteRequest whole = request(Kind.SUMMARY, "讲了裙子。讲了帽子。");
        WriteRequest request = new WriteRequest(
                whole.blank(),
                whole.text(),
                1,
                List.of(),
                List.of(),
                List.of(
                        new ProductSpeech("P-1", 1_000, "讲了裙子。"),
                        new ProductSpeech("P-2", 5_000, WordsOfTheSource.FAIL),
                        new ProductSpeech("P-3", 9_000, "讲了帽子。".repeat(200))));
        ContentDraft draft = write(writer(words()::generate, SETTINGS), request).draft();
        assertThat(draft.getText().lines()).hasSize(3).anyMatch(line -> line.startsWith("· P-1：摘要：讲了裙子"));
        assertThat(draft.getEvidence()).extracting(Evidence::getAtMillis).containsExactly(1_000L, 9_000L);
        Evidence first = draft.getEvidence().get(0);
        assertThat(draft.getText().substring(first.getStart(), first.getEnd())).startsWith("摘要：讲了裙子");
        assertThat(prompts.stream().map(Prompt::id)).doesNotHaveDuplicates();
    }

    private static int length(Prompt prompt) {
        return prompt.material().fold(product -> "", Material.Text::text).length();
    }

    private static WordsOfTheSource words() {
        return new WordsOfTheSource();
    }

    private interface Answering {
        CompletableFuture<Generation> answer(Prompt prompt);
    }

    private RequestWriter writer(Answering answering, WritingSettings settings) {
        TextGenerator generator = new TextGenerator() {
            @Override
            public CompletableFuture<Generation> generate(Prompt prompt) {
                prompts.add(prompt);
                return answering.answer(prompt);
            }

            @Override
            public ModelCard card() {
                return words().card();
            }

            @Override
            public GeneratorStats stats() {
                return words().stats();
            }

            @Override
            public void close() {}
        };
        return new RequestWriter(generator, GUARDS, settings, () -> TestTime.NOW, scheduler, new SplittableRandom(1));
    }

    private static WriteResult write(RequestWriter writer, WriteRequest request) throws Exception {
        return writer.write(request, new CompletableFuture<>()).get(30, TimeUnit.SECONDS);
    }

    private static WriteRequest request(Kind kind, String text) {
        ContentId id = ContentId.of(new TenantId("H-1"), kind, new Subject("S-1#1"), 0, 0);
        ContentDraft blank = ContentDraft.newBuilder()
                .setContentId(id.value())
                .setTenant("H-1")
                .setKind(kind)
                .setSubject("S-1#1")
                .setSubjectRevision(0)
                .setOrderKey("H-1|S-1")
                .setSource(Source.newBuilder().setTranscript(text).build())
                .setText("")
                .setCreatedAt(TestTime.NOW)
                .build();
        return new WriteRequest(blank, text, 1, List.of(), List.of(), List.of());
    }

    private static WriteRequest due(Instant deadline, String text) {
        WriteRequest request = request(Kind.SCRIPT, text);
        ContentDraft blank =
                ContentDraft.newBuilder(request.blank()).setDeadline(deadline).build();
        return new WriteRequest(blank, text, 1, List.of(), List.of(), List.of());
    }
}
