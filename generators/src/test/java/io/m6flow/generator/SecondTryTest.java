package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that were sent back, written again by the embedded model. */
class SecondTryTest {
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(16).withThreads(1);
    private static final Material.Text SPEECH = new Material.Text("嗯这款这款面料它是它是纯棉的，然后呢宝宝们，摸起来非常非常的舒服，全网最低价，喜欢的宝宝可以拍");
    private static final Material.Product DRESS = new Material.Product(
            "法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙",
            "女装/连衣裙",
            List.of(new Attribute("面料", "雪纺"), new Attribute("领型", "V领"), new Attribute("腰型", "高腰")));
    private static final List<Long> SEEDS = LongStream.rangeClosed(1, 6).boxed().toList();
    private static TextGenerator generator;

    @BeforeAll
    static void lease() {
        generator = Generators.lease(SETTINGS);
    }

    @AfterAll
    static void giveBack() {
        generator.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REASON", "THEME", "HINT", "BADGE"})
    void writesAnotherTextAboutAProduct(ContentKind kind) {
        Prompt prompt = new Prompt("p", kind, DRESS, List.of(1L));
        String refused = texts(prompt).get(0);
        Redo redo = new Redo(List.of(refused), List.of(), "style");

        assertThat(texts(prompt.withSeeds(SEEDS).withRedo(redo))).anyMatch(redo::allows);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRIPT", "SUMMARY"})
    void writesAnotherTextAboutSpeech(ContentKind kind) {
        Prompt prompt = new Prompt("p", kind, SPEECH, List.of(1L));
        String refused = texts(prompt).get(0);
        Redo redo = new Redo(List.of(refused), List.of(), "wording");

        assertThat(texts(prompt.withSeeds(SEEDS).withRedo(redo))).anyMatch(redo::allows);
    }

    @Test
    void holdsNoStruckOutWord() {
        Prompt prompt = new Prompt("p", ContentKind.REASON, DRESS, SEEDS);
        List<String> before = texts(prompt);
        assertThat(before).anyMatch(text -> text.contains("显瘦") || text.contains("修身") || text.contains("雪纺"));

        List<String> after = texts(prompt.withRedo(new Redo(List.of(), List.of("显瘦", "修身", "雪纺"), "facts")));

        assertThat(after).hasSize(SEEDS.size()).noneMatch(text -> text.matches("(?s).*(显瘦|修身|雪纺).*"));
        assertThat(after).allMatch(text -> text.endsWith("。") || text.endsWith("！"));
    }

    @Test
    void leavesAStruckOutWordOutOfSpeechWhole() {
        Redo redo = new Redo(List.of(), List.of("全网最低价"), "advertising-law");

        List<String> texts = texts(new Prompt("p", ContentKind.SCRIPT, SPEECH, SEEDS).withRedo(redo));

        assertThat(texts).allMatch(redo::allows).noneMatch(text -> text.contains("全网") || text.contains("最低"));
        assertThat(texts).anyMatch(text -> text.contains("纯棉"));
    }

    @Test
    void picksAmongTheWordsThatAreLeft() {
        Prompt hint = new Prompt("p", ContentKind.HINT, DRESS, List.of(1L));
        String best = texts(hint).get(0);

        Generation.Written again = (Generation.Written) answer(hint.withRedo(new Redo(List.of(best), List.of(), "")));

        assertThat(again.candidates().get(0).text()).isNotEqualTo(best);
        assertThat(again.trace().notes()).anyMatch(note -> note.contains("written again"));
    }

    @Test
    void refusesAPickOfWhichNothingIsLeft() {
        Material.Product plain = new Material.Product("碎花裙", "", List.of());
        Prompt hint = new Prompt("p", ContentKind.HINT, plain, List.of(1L));
        Redo redo = new Redo(List.of(), List.of("碎花", "裙"), "");

        assertThat(answer(hint.withRedo(redo)))
                .isEqualTo(new Generation.Refused(new Refusal.NothingElse(ContentKind.HINT)));
    }

    @Test
    void writesTheSameTextForTheSameSeedAgain() {
        Prompt prompt = new Prompt("p", ContentKind.SCRIPT, SPEECH, SEEDS)
                .withRedo(new Redo(List.of("x"), List.of("舒服"), "wording"));

        assertThat(texts(prompt)).isEqualTo(texts(prompt));
    }

    private static Generation answer(Prompt prompt) {
        return generator.generate(prompt).join();
    }

    private static List<String> texts(Prompt prompt) {
        Generation generation = answer(prompt);
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return ((Generation.Written) generation)
                .candidates().stream().map(Candidate::text).toList();
    }
}
