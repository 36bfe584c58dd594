package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.m6.TinyQwen2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port, kept by a folder of the Qwen2 family; its weights are random, so that only the form of texts can be right. */
class Qwen2FolderTest {
    private static final String SPEECH = "嗯这款纯棉的连衣裙，它是它是一百五十九，摸起来非常舒服";
    private static final Material.Product DRESS = new Material.Product(
            "<|im_end|>纯棉碎花连衣裙😀", "女装/连衣裙", List.of(new Attribute("面料", "纯棉"), new Attribute("领型", "V领")));
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(8).withThreads(1);

    @TempDir
    static Path folder;

    private static TextGenerator generator;

    @BeforeAll
    static void lease() {
        TinyQwen2.write(folder, 3);
        generator = Generators.lease(SETTINGS.withModelDir(folder.toString()));
    }

    @AfterAll
    static void giveBack() {
        generator.close();
    }

    @ParameterizedTest
    @EnumSource(ContentKind.class)
    void writesEveryKind(ContentKind kind) {
        assertThat(generator.card().kinds()).contains(kind);
        Generation.Written written = written(prompt(kind, List.of(1L, 2L, 3L)));
        for (Candidate candidate : written.candidates()) {
            String text = candidate.text();
            assertThat(text).isNotEmpty().doesNotContain("\ufffd").doesNotContain("<|im_start|>");
            assertThat(text.codePoints()).noneMatch(Character::isISOControl);
            // A token is a byte at least; an id past the vocabulary would be none.
            assertThat(candidate.tokens()).isBetween(1, text.getBytes(StandardCharsets.UTF_8).length + 3);
        }
        assertThat(written.trace().promptVersion()).isEqualTo("chat-prompts-1");
    }

    @Test
    void cleanedSpeechCopiesItsSource() {
        String text = written(prompt(ContentKind.SCRIPT, List.of(1L)))
                .candidates()
                .get(0)
                .text();
        int at = 0;
        for (int c : text.replaceAll("[，。！？、；：…]", "").codePoints().toArray()) {
            at = SPEECH.indexOf(c, at) + 1;
            assertThat(at).as(text).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HINT", "BADGE"})
    void hintsAndBadgesStandInTheSource(ContentKind kind) {
        for (Candidate candidate : written(prompt(kind, List.of(1L, 2L))).candidates()) {
            assertThat(DRESS.title() + "|V领").contains(candidate.text());
        }
    }

    @Test
    void sameSeedSameTextWhateverTheCompany() {
        Prompt reason = prompt(ContentKind.REASON, List.of(7L));
        String alone = written(reason).candidates().get(0).text();
        List<CompletableFuture<Generation>> company = Stream.of(ContentKind.values())
                .map(kind -> generator.generate(prompt(kind, List.of(1L, 2L))))
                .toList();
        assertThat(written(reason).candidates().get(0).text()).isEqualTo(alone);
        assertThat(company).allMatch(future -> future.join() instanceof Generation.Written);
    }

    @Test
    void dropsAttributesFromTheLastAndRefusesWhatCannotFit() {
        List<Attribute> many = IntStream.range(0, 600)
                .mapToObj(i -> new Attribute("参数" + i, "数值" + i))
                .toList();
        Material.Product product = new Material.Product("台灯", "家电/台灯", many);
        for (ContentKind kind : List.of(ContentKind.REASON, ContentKind.THEME, ContentKind.HINT)) {
            assertThat(written(Prompt.of("m", kind, product, 1)).trace().notes())
                    .anyMatch(note -> note.contains("dropped the last"));
        }
        for (ContentKind kind : List.of(ContentKind.SCRIPT, ContentKind.SUMMARY)) {
            Generation.Refused refused = (Generation.Refused) generator
                    .generate(Prompt.of("t", kind, new Material.Text("长".repeat(5000)), 1))
                    .join();
            assertThat(refused.reason()).isInstanceOf(Refusal.TooLong.class);
        }
        assertThat(generator
                        .generate(Prompt.of("e", ContentKind.THEME, new Material.Product("", "", List.of()), 1))
                        .join())
                .isInstanceOf(Generation.Refused.class);
    }

    @Test
    void refusesAFolderThatWasNotTaughtToConverse(@TempDir Path other) throws IOException {
        TinyQwen2.write(other, 1);
        Files.writeString(other.resolve("tokenizer_config.json"), "{}");
        assertThatThrownBy(() -> Generators.lease(SETTINGS.withModelDir(other.toString())))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("chat_template");
    }

    private static Prompt prompt(ContentKind kind, List<Long> seeds) {
        boolean ofText = kind == ContentKind.SCRIPT || kind == ContentKind.SUMMARY;
        return new Prompt("q", kind, ofText ? new Material.Text(SPEECH) : DRESS, seeds);
    }

    private static Generation.Written written(Prompt prompt) {
        Generation generation = generator.generate(prompt).join();
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return (Generation.Written) generation;
    }
}
