package io.m6flow.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.m6.NewModel;
import io.m6flow.generator.m6.TrainableModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final int LONGEST = 40;

    @TempDir
    private static Path folder;

    private static TrainableModel model;

    @BeforeAll
    static void open() {
        Path base = folder.resolve("base");
        new NewModel(16, 1, 2, 24, 64)
                .write(base, Path.of("../generators/src/test/resources/m6-nano/tokenizer.json"), 3);
        model = TrainableModel.open(base);
    }

    private static Corpus read(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, String.join("\n", lines));
        return Corpus.read(file, model, LONGEST);
    }

    @Test
    void understandsEachForm() throws IOException {
        Corpus corpus = read(
                "theme.train.jsonl",
                "{\"kind\":\"reason\",\"source\":\"类型:上衣\",\"target\":\"好看\"}",
                "{\"kind\":\"REASON\",\"source\":{\"title\":\"铁锅\",\"attributes\":[{\"name\":\"涂层\",\"value\":\"无\"}]},\"target\":\"好用\"}",
                "{\"title\":\"铁锅\",\"category\":\"\",\"attributes\":{\"涂层\":\"无\"},\"reason\":[\"一\",\"二\"],\"theme\":\"三\",\"hint\":\"四\",\"badge\":\"五\"}",
                "{\"raw\":\"嗯好\",\"clean\":\"好。\"}",
                "{\"text\":\"长长的文\",\"summary\":\"短\"}",
                "{\"s\":\"毛巾\",\"t\":\"柔软\",\"o\":\"x\"}",
                "{\"x\":\"一段可以接着写下去的话，足够长。\"}");
        assertThat(corpus.tasks())
                .isEqualTo(
                        Map.of("copy", 4, "theme", 2, "hint", 1, "label", 1, "clean", 1, "summary", 1, "continue", 1));
        assertThat(corpus.badLines()).isZero();
    }

    @Test
    void learnsWhatReviewersChoseAndApproved() throws IOException {
        String prompt =
                ",\"prompt\":{\"title\":\"铁锅\",\"category\":null,\"attributes\":[{\"name\":\"涂层\",\"value\":\"无\"}],"
                        + "\"transcript\":null}";
        Corpus corpus = read(
                "decided.jsonl",
                "{\"type\":\"pair\",\"kind\":\"REASON\",\"chosen\":\"改过的\",\"rejected\":\"原来的\"" + prompt + "}",
                "{\"type\":\"label\",\"kind\":\"THEME\",\"text\":\"好主题\",\"label\":\"approve\"" + prompt + "}",
                "{\"type\":\"label\",\"kind\":\"SCRIPT\",\"text\":\"好\",\"label\":\"approve\",\"prompt\":{\"transcript\":\"嗯好\"}}",
                "{\"type\":\"label\",\"kind\":\"THEME\",\"text\":\"坏主题\",\"label\":\"reject\"}",
                "{\"type\":\"pair\",\"kind\":\"REASON\",\"chosen\":\"改过的\",\"rejected\":\"原来的\",\"prompt\":null}");
        assertThat(corpus.tasks()).isEqualTo(Map.of("copy", 1, "theme", 1, "clean", 1));
        assertThat(corpus.exercises().get(0)).isEqualTo(product("改过的"));
        assertThat(corpus.badLines()).isZero();
    }

    @Test
    void whatWasApprovedAfterItWasSentBackTeachesOnce() throws IOException {
        String item = ",\"kind\":\"SCRIPT\",\"prompt\":{\"transcript\":\"嗯好\"},\"contentId\":\"";
        Corpus corpus = read(
                "twice.jsonl",
                "{\"type\":\"label\",\"text\":\"好\",\"label\":\"approve\"" + item + "a\"}",
                "{\"type\":\"pair\",\"chosen\":\"好\",\"rejected\":\"嗯\"" + item + "a\"}",
                "{\"type\":\"label\",\"text\":\"好\",\"label\":\"approve\"" + item + "b\"}");
        assertThat(corpus.exercises()).hasSize(2);
        assertThat(corpus.badLines()).isZero();
    }

    /** What a product's own line teaches. */
    private static Exercise product(String reason) throws IOException {
        return read(
                        "own.jsonl",
                        "{\"title\":\"铁锅\",\"category\":\"\",\"attributes\":{\"涂层\":\"无\"},\"reason\":[\"" + reason
                                + "\"]}")
                .exercises()
                .get(0);
    }

    @Test
    void aBadLineCostsItselfOnlyAndIsNamed() throws IOException {
        Corpus corpus = read(
                "clean.jsonl",
                "{\"s\":\"嗯好\",\"t\":\"好\"}",
                "不是 JSON",
                "",
                "{\"q\":1}",
                "{\"s\":\"好\",\"t\":\"\"}",
                "{\"s\":1,\"t\":\"好\"}",
                "{\"kind\":\"POEM\",\"source\":\"a\",\"target\":\"b\"}",
                "{\"s\":\"嗯行\",\"t\":\"行\"}");
        assertThat(corpus.exercises()).hasSize(2);
        assertThat(corpus.badLines()).isEqualTo(5);
        assertThat(corpus.bad())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("clean.jsonl line 2: is no JSON"),
                        line -> assertThat(line).contains("line 4", "none of the known forms"),
                        line -> assertThat(line).contains("line 5", "the target is empty"),
                        line -> assertThat(line).contains("line 6", "s must be a text"),
                        line -> assertThat(line).contains("line 7", "POEM"));
    }

    @Test
    void aFileWhoseNameIsNoTaskTeachesNoPairs() throws IOException {
        assertThat(read("mine.jsonl", "{\"s\":\"嗯好\",\"t\":\"好\"}").bad())
                .singleElement()
                .asString()
                .contains("<mine>", "named for its task");
    }

    /** Three tokens around the source and one after the target. */
    @Test
    void aPairOfTheLongestFitsAndOneMoreIsLeftOutAndCounted() throws IOException {
        String fits = "一".repeat(LONGEST - 4 - 6);
        Corpus corpus = read(
                "copy.jsonl",
                "{\"s\":\"" + fits + "\",\"t\":\"二三四五六七\"}",
                "{\"s\":\"" + fits + "\",\"t\":\"二三四五六七八\"}");
        assertThat(corpus.exercises()).hasSize(1);
        assertThat(corpus.tooLong()).isEqualTo(1);
        assertThat(corpus.targets()).isEqualTo(7);
    }

    @Test
    void aPassageIsCutToFitAndSplitAtRandom() throws IOException {
        Corpus corpus = read("any.jsonl", "{\"x\":\"" + "接着写".repeat(50) + "\"}", "{\"x\":\"太短了\"}");
        Exercise passage = corpus.exercises().get(0);
        for (int seed = 0; seed < 20; seed++) {
            var lesson = passage.lesson(model, new SplittableRandom(seed));
            assertThat(lesson.tokens()).isBetween(LONGEST - 1, LONGEST);
            // 35 tokens of text, of which 3 to 10 are given
            assertThat(lesson.targets()).isBetween(35 - 10 + 1, 35 - 3 + 1);
        }
        assertThat(corpus.bad()).singleElement().asString().contains("line 2", "too few");
    }

    @Test
    void readsPackedFilesAndKnowsThemByTheirBytes() throws IOException {
        Path file = folder.resolve("summary.train.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"s\":\"长文\",\"t\":\"短\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        Corpus corpus = Corpus.read(file, model, LONGEST);
        assertThat(corpus.tasks()).isEqualTo(Map.of("summary", 1));
        assertThat(corpus.sha256())
                .hasSize(64)
                .isEqualTo(Corpus.read(file, model, LONGEST).sha256());
        assertThat(read("summary.jsonl", "{\"s\":\"长文\",\"t\":\"短\"}").sha256()).isNotEqualTo(corpus.sha256());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Corpus.read(folder.resolve("none.jsonl"), model, LONGEST))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("none.jsonl");
    }
}
