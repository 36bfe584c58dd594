package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port, kept by the embedded model on this machine's CPU. */
class GeneratorTest {
    private static final String SPEECH = "嗯这款这款面料它是它是纯棉的，然后呢宝宝们，摸起来非常非常的舒服";
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(16).withThreads(1);
    private static final Material.Product CREAM = new Material.Product(
            "神经酰胺保湿面霜50g滋润补水秋冬干皮敏感肌屏障乳霜",
            "护肤/面霜",
            List.of(new Attribute("净含量", "50g"), new Attribute("质地", "乳霜"), new Attribute("香精", "未添加")));
    private static TextGenerator generator;

    @BeforeAll
    static void lease() {
        generator = Generators.lease(SETTINGS);
    }

    @AfterAll
    static void giveBack() {
        generator.close();
    }

    @Test
    void saysWhatItIs() {
        ModelCard card = generator.card();
        assertThat(card.name()).isEqualTo("m6-shop");
        assertThat(card.device()).isEqualTo("cpu");
        assertThat(card.parameters()).isEqualTo(10_208_960L);
        assertThat(card.passageCharacters()).isEqualTo(180);
        assertThat(card.kinds()).containsExactlyInAnyOrder(ContentKind.values());
    }

    @Test
    void cleansSpeechByCopyingIt() {
        Generation.Written written = written(Prompt.of("s", ContentKind.SCRIPT, new Material.Text(SPEECH), 1));
        assertThat(written.candidates().get(0).text()).contains("纯棉").doesNotContain("嗯");
        assertThat(written.trace().version()).contains("fp32").contains("cpu");
        assertThat(written.trace().writtenTokens())
                .isEqualTo(written.candidates().get(0).tokens());
    }

    @Test
    void sameSeedSameTextWhateverTheCompany() {
        List<Long> seeds = List.of(1L, 2L, 3L, 4L);
        Prompt prompt = new Prompt("r", ContentKind.REASON, CREAM, seeds);
        List<String> alone = texts(written(prompt));
        List<CompletableFuture<Generation>> company = scripts(20);
        assertThat(texts(written(prompt))).isEqualTo(alone);
        assertThat(alone.get(2))
                .isEqualTo(texts(written(Prompt.of("r", ContentKind.REASON, CREAM, 3)))
                        .get(0));
        company.forEach(CompletableFuture::join);
    }

    @Test
    void aHundredPromptsAtOnceWriteWhatEachWritesAlone() {
        List<String> alone = IntStream.range(0, 4)
                .mapToObj(i -> texts(written(script(i))).get(0))
                .toList();
        List<CompletableFuture<Generation>> together = scripts(100);
        for (int i = 0; i < together.size(); i++) {
            assertThat(texts((Generation.Written) together.get(i).join())).containsExactly(alone.get(i % 4));
        }
        assertThat(generator.stats().meanBatch()).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentKind.class,
            names = {"HINT", "BADGE"})
    void hintsAndBadgesStandInTheSource(ContentKind kind) {
        Generation.Written written = written(new Prompt("h", kind, CREAM, List.of(1L, 2L)));
        for (String text : texts(written)) {
            assertThat(text.length()).isBetween(2, kind == ContentKind.HINT ? 10 : 6);
            assertThat(CREAM.title() + "|50g|乳霜").contains(text);
        }
        assertThat(written.trace().notes()).anyMatch(note -> note.contains("picked"));
    }

    @Test
    void controlTokensInATitleAreLetters() {
        Material.Product product = new Material.Product("<eos><sep>碎花连衣裙", "女装/连衣裙", List.of());
        assertThat(texts(written(Prompt.of("c", ContentKind.REASON, product, 1)))
                        .get(0))
                .contains("连衣裙")
                .doesNotContain("<");
    }

    @Test
    void answersTheLongestSourceAndRefusesOneCharacterMore() {
        int limit = ((Refusal.TooLong) refusal(summary("长".repeat(2000)))).limit();
        assertThat(refusal(summary("长".repeat(limit + 1)))).isEqualTo(new Refusal.TooLong(limit + 1, limit));
        assertThat(generator.generate(summary("长".repeat(limit))).join()).isInstanceOf(Generation.Written.class);
        int speech = ((Refusal.TooLong) refusal(speech("字".repeat(2000)))).limit();
        assertThat(refusal(speech("字".repeat(speech + 1)))).isEqualTo(new Refusal.TooLong(speech + 1, speech));
        Generation.Written longest = written(speech("春夏秋冬".repeat(speech / 4)));
        assertThat(longest.trace().sourceTokens()).isGreaterThan(speech - 4);
        assertThat(((Generation.Refused)
                                generator.generate(summary("长".repeat(2000))).join())
                        .message())
                .contains("2000")
                .contains(String.valueOf(limit));
    }

    @Test
    void dropsAttributesFromTheLastAndSaysSo() {
        List<Attribute> many = IntStream.range(0, 300)
                .mapToObj(i -> new Attribute("参数" + i, "数值" + i))
                .toList();
        Generation.Written written =
                written(Prompt.of("m", ContentKind.REASON, new Material.Product("台灯", "家电/台灯", many), 1));
        assertThat(written.trace().notes()).anyMatch(note -> note.contains("dropped the last"));
        assertThat(texts(written).get(0)).contains("台灯");
    }

    @Test
    void refusesWhatHoldsNothing() {
        assertThat(refusal(speech(" \u200b"))).isInstanceOf(Refusal.EmptySource.class);
        assertThat(refusal(Prompt.of("e", ContentKind.REASON, new Material.Product("", "", List.of()), 1)))
                .isInstanceOf(Refusal.EmptySource.class);
        assertThat(refusal(Prompt.of("e", ContentKind.SCRIPT, CREAM, 1)))
                .isInstanceOf(Refusal.UnsuitableMaterial.class);
    }

    @Test
    void refusesByNameAKindThatTheModelDoesNotList(@TempDir Path folder) throws IOException {
        copyWithoutSummary(folder);
        try (TextGenerator other = Generators.lease(SETTINGS.withModelDir(folder.toString()))) {
            Generation.Refused refused =
                    (Generation.Refused) other.generate(summary("今天天气很好。")).join();
            assertThat(refused.reason().code()).isEqualTo("UNSUPPORTED_KIND");
            assertThat(refused.message())
                    .contains("SUMMARY", folder.getFileName().toString(), "clean", "copy");
            assertThat(other.card().kinds()).doesNotContain(ContentKind.SUMMARY).contains(ContentKind.HINT);
            assertThat(other.generate(script(0)).join()).isInstanceOf(Generation.Written.class);
        }
    }

    @Test
    void aFullQueueFailsRetriablyAndCancellingMakesRoom(@TempDir Path folder) throws IOException {
        copyWithoutSummary(folder);
        GeneratorSettings narrow =
                SETTINGS.withModelDir(folder.toString()).withSlots(1).withQueueCapacity(2);
        try (TextGenerator small = Generators.lease(narrow)) {
            List<CompletableFuture<Generation>> many = IntStream.range(0, 40)
                    .mapToObj(i -> small.generate(script(i)))
                    .toList();
            List<CompletableFuture<Generation>> full = many.stream()
                    .filter(f -> f.isDone() && f.join() instanceof Generation.Failed)
                    .toList();
            assertThat(full).isNotEmpty().allSatisfy(f -> {
                assertThat(((Generation.Failed) f.join()).retriable()).isTrue();
                assertThat(((Generation.Failed) f.join()).message()).contains("queue is full");
            });
            many.forEach(f -> f.cancel(false));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(small.generate(script(1)).join()).isInstanceOf(Generation.Written.class));
        }
    }

    @Test
    void closingFailsWhatIsInHand(@TempDir Path folder) throws IOException {
        copyWithoutSummary(folder);
        TextGenerator brief = Generators.lease(SETTINGS.withModelDir(folder.toString()));
        List<CompletableFuture<Generation>> pending = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pending.add(brief.generate(script(i)));
        }
        brief.close();
        brief.close();
        assertThat(pending).allMatch(CompletableFuture::isDone);
        assertThat(pending.get(59).join()).isInstanceOf(Generation.Failed.class);
        assertThat(brief.generate(script(1)).join()).isInstanceOf(Generation.Failed.class);
    }

    @Test
    void saysPlainlyThatThereIsNoModelOrGpu() {
        assertThatThrownBy(() -> Generators.lease(SETTINGS.withModelDir("/nowhere/model")))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("/nowhere/model");
        assertThatThrownBy(() -> SETTINGS.withDevice("tpu")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SETTINGS.withSlots(0)).hasMessageContaining("slots must be at least 1, was 0");
    }

    @Test
    void settingsTravelInsideAJob() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(SETTINGS);
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(read).isEqualTo(SETTINGS);
    }

    @Test
    void aModelThatLearnedAllCategoriesWritesFreely(@TempDir Path folder) throws IOException {
        copyModel(folder, config -> config.replaceFirst("\\{", "{\"bounded_copy\": false,"));
        Prompt reason = Prompt.of("p", ContentKind.REASON, CREAM, 1);
        try (TextGenerator free = Generators.lease(SETTINGS.withModelDir(folder.toString()))) {
            assertThat(notes(free.generate(reason).join())).isEmpty();
            assertThat(notes(generator.generate(reason).join())).anyMatch(note -> note.contains("plain phrases"));
        }
    }

    @Test
    void aModelThatExcerptsSumsUpInTheTextsOwnWords(@TempDir Path folder) throws IOException {
        copyModel(folder, config -> config.replaceFirst("\\{", "{\"summary_excerpt\": true,"));
        String news = "青禾超市周三公告，年底前关闭七家门店，涉及员工四百人。公司称，大店租金上涨，客流连续下滑。";
        Material text = new Material.Text(news);
        try (TextGenerator excerpting = Generators.lease(SETTINGS.withModelDir(folder.toString()))) {
            Generation picked = excerpting
                    .generate(new Prompt("p", ContentKind.SUMMARY, text, List.of(1L, 2L)))
                    .join();
            assertThat(texts((Generation.Written) picked))
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allMatch(news::contains);
            assertThat(notes(picked)).anyMatch(note -> note.startsWith("an excerpt, picked among"));

            Material unpunctuated = new Material.Text("今天讲三款杯子".repeat(12));
            Generation written = excerpting
                    .generate(Prompt.of("q", ContentKind.SUMMARY, unpunctuated, 1))
                    .join();
            assertThat(notes(written)).isEmpty();
        }
    }

    private static List<String> notes(Generation generation) {
        return ((Generation.Written) generation).trace().notes();
    }

    private static void copyWithoutSummary(Path folder) throws IOException {
        copyModel(folder, config -> config.replace("\"summary\"", "\"other\""));
    }

    private static void copyModel(Path folder, UnaryOperator<String> generationConfig) throws IOException {
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.copy(Path.of("src/test/resources/m6-nano", file), folder.resolve(file));
        }
        String generation = Files.readString(Path.of("src/test/resources/m6-nano/generation_config.json"));
        Files.writeString(folder.resolve("generation_config.json"), generationConfig.apply(generation));
    }

    private static Prompt script(int i) {
        String[] speeches = {SPEECH, "家人们，我们这个我们这个裙子呢，它有三个三个颜色可以选", "这个事情也是值得大家应，值得大家注意的", "那个它是纯棉的对吧"};
        return speech(speeches[i % speeches.length]);
    }

    private static List<CompletableFuture<Generation>> scripts(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> generator.generate(script(i)))
                .toList();
    }

    private static Prompt speech(String text) {
        return Prompt.of("s", ContentKind.SCRIPT, new Material.Text(text), 1);
    }

    private static Prompt summary(String text) {
        return Prompt.of("m", ContentKind.SUMMARY, new Material.Text(text), 1);
    }

    private static Generation.Written written(Prompt prompt) {
        Generation generation = generator.generate(prompt).join();
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return (Generation.Written) generation;
    }

    private static List<String> texts(Generation.Written written) {
        return written.candidates().stream().map(Candidate::text).toList();
    }

    private static Refusal refusal(Prompt prompt) {
        Generation generation = generator.generate(prompt).join();
        assertThat(generation).isInstanceOf(Generation.Refused.class);
        return ((Generation.Refused) generation).reason();
    }
}
