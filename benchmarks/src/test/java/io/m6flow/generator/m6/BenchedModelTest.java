package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Tuning;
import io.m6flow.generator.Tuning.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine beside the baseline, and beside its poison. */
class BenchedModelTest {
    private static final int TOKENS = 24;
    /** Its summaries are written and not picked. */
    private static final String NANO = "../generators/src/test/resources/m6-nano";

    /** The bare model goes on from these with characters; from others also with control tokens, which the engine forbids. */
    private static final List<Prompt> PROMPTS = List.of(
            Prompt.of("script", ContentKind.SCRIPT, new Material.Text("家人们我们这个我们这个裙子呢它有三个三个颜色可以选"), 1),
            Prompt.of("summary", ContentKind.SUMMARY, new Material.Text("这个口红它是丝绒质地的，上嘴是不拔干的，一下就显色了，五十九块九一支。"), 1),
            Prompt.of("reason", ContentKind.REASON, new Material.Product("碎花雪纺连衣裙", "女装/连衣裙", List.of()), 1));

    private static PoisonableEngine engine;

    @BeforeAll
    static void start() {
        engine = PoisonableEngine.start(GeneratorSettings.defaults()
                .withModelDir(NANO)
                .withDevice("cpu")
                .withThreads(1)
                .withSlots(4)
                .withTuning(Tuning.defaults().withPrecision(Precision.FP32)));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void writesGreedilyWhatDjlWrites() {
        BenchedModel model = BenchedModel.open(NANO);
        List<CompletableFuture<Generation>> ours = PROMPTS.stream()
                .map(p -> engine.submit(
                        p,
                        new Plan.Write(
                                model.write(p).orElseThrow().source, Decoding.greedy(TOKENS), List::of, List.of())))
                .toList();
        try (DjlGreedySearch search = DjlGreedySearch.open(NANO, "cpu", 1)) {
            List<int[]> sources =
                    PROMPTS.stream().map(p -> search.source(p).orElseThrow()).toList();
            long[][] theirs = search.write(sources, TOKENS);
            for (int i = 0; i < theirs.length; i++) {
                Candidate candidate = written(ours.get(i).join());
                assertThat(search.text(Arrays.copyOf(theirs[i], candidate.tokens())))
                        .isEqualTo(candidate.text());
            }
        }
    }

    private static Candidate written(Generation generation) {
        return ((Generation.Written) generation).candidates().get(0);
    }

    @Test
    void poisonFailsAlone() {
        CompletableFuture<Generation> before = engine.generate(PROMPTS.get(0));
        CompletableFuture<Generation> poison = engine.poison(PROMPTS.get(2));
        CompletableFuture<Generation> after = engine.generate(PROMPTS.get(1));
        assertThat(poison.join())
                .isInstanceOfSatisfying(
                        Generation.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.PROMPT));
        assertThat(before.join()).isInstanceOf(Generation.Written.class);
        assertThat(after.join()).isInstanceOf(Generation.Written.class);
    }
}
