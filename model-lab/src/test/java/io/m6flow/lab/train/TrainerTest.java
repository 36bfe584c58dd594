package io.m6flow.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.m6.NewModel;
import io.m6flow.lab.train.Budget.Unit;
import io.m6flow.lab.train.TrainingSettings.DataFile;
import io.m6flow.lab.train.TrainingSettings.Rhythm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files of pairs to a folder that the engine serves. */
class TrainerTest {
    private static final Path TOKENIZER = Path.of("../generators/src/test/resources/m6-nano/tokenizer.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000_000;

    private static final Map<String, String> SUMMARIES =
            Map.of("今晚讲了铁锅和砧板", "铁锅砧板专场", "明天上新三款连衣裙", "三款新裙", "主播说运费险要自己勾选", "记得选运费险");
    private static final Material.Product KIWI =
            new Material.Product("徐香猕猴桃5斤", "生鲜/水果", List.of(new Attribute("产地", "周至")));
    private static final Material.Product PAN =
            new Material.Product("章丘铁锅32cm", "厨具/锅", List.of(new Attribute("涂层", "无")));

    @TempDir
    private Path folder;

    private Path base;
    private Path pairs;
    private final List<String> said = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    @BeforeEach
    void write() throws IOException {
        base = folder.resolve("base");
        new NewModel(64, 2, 2, 128, 256).write(base, TOKENIZER, 3);
        pairs = folder.resolve("pairs.jsonl");
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> summary : SUMMARIES.entrySet()) {
            lines.add(JSON.writeValueAsString(
                    Map.of("kind", "SUMMARY", "source", summary.getKey(), "target", summary.getValue())));
        }
        lines.add(product(KIWI, "周至的徐香", "徐香猕猴桃", "周至"));
        lines.add(product(PAN, "一口章丘锅", "章丘铁锅", "无涂层"));
        Files.write(pairs, lines);
    }

    private static String product(Material.Product product, String theme, String hint, String badge)
            throws IOException {
        return JSON.writeValueAsString(Map.of(
                "title",
                product.title(),
                "category",
                product.category(),
                "attributes",
                Map.of(
                        product.attributes().get(0).name(),
                        product.attributes().get(0).value()),
                "reason",
                List.of(),
                "theme",
                theme,
                "hint",
                hint,
                "badge",
                badge));
    }

    private static Recipe recipe(double rate, double dropout) {
        return new Recipe(rate, 0.1, 5, 0, 1, dropout, 120, 80, 64, 1);
    }

    private TrainingSettings settings(Path out, Recipe recipe, double steps, Rhythm rhythm) {
        return new TrainingSettings(
                base,
                out,
                List.of(new DataFile(pairs, null)),
                List.of("生鲜"),
                List.of(pairs),
                recipe,
                new Budget(Unit.STEPS, steps),
                false,
                1,
                rhythm,
                "m6flow train …");
    }

    /** Every look at the clock takes a second. */
    private void train(TrainingSettings settings, Consumer<String> say) {
        new Trainer(settings, () -> clock.addAndGet(SECOND), say).run();
    }

    @Test
    void learnsAHandfulOfPairsByHeartAndServesThem() throws IOException {
        Path out = folder.resolve("learned");
        train(settings(out, recipe(5e-3, 0), 160, new Rhythm(1e6, 1e6, 9)), said::add);
        GeneratorSettings serving = GeneratorSettings.defaults()
                .withModelDir(out.toString())
                .withDevice("cpu")
                .withThreads(1);
        try (TextGenerator generator = Generators.start(serving)) {
            SUMMARIES.forEach(
                    (text, summary) -> assertThat(written(generator, ContentKind.SUMMARY, new Material.Text(text)))
                            .isEqualTo(summary));
            assertThat(written(generator, ContentKind.THEME, KIWI)).isEqualTo("周至的徐香");
            assertThat(written(generator, ContentKind.HINT, PAN)).isEqualTo("章丘铁锅");
            assertThat(written(generator, ContentKind.BADGE, KIWI)).isEqualTo("周至");
            assertThat(written(generator, ContentKind.BADGE, PAN)).isEqualTo("无涂层");
        }
        assertThat(said).anyMatch(line -> line.contains("tokens/s") && line.contains("min left"));
        assertThat(Files.readString(out.resolve("README.md")))
                .contains("160 steps", "pairs.jsonl", "summary 3", "m6flow train …", "| hint |");
        assertThat(JSON.readTree(out.resolve("generation_config.json").toFile())
                        .at("/copy_free/0")
                        .asText())
                .isEqualTo("生鲜");
    }

    private static String written(TextGenerator generator, ContentKind kind, Material material) {
        Generation generation =
                generator.generate(Prompt.of("p", kind, material, 1)).join();
        return generation.fold(
                text -> text.candidates().get(0).text(), refused -> refused.message(), failed -> failed.toString());
    }

    @Test
    void aKilledRunGoesOnWithTheLossesOfAnUnbrokenOne() throws IOException {
        Rhythm often = new Rhythm(0.2, 0.3, 9);
        Path unbroken = folder.resolve("unbroken");
        train(settings(unbroken, recipe(1e-3, 0.1), 20, often), said::add);
        Path broken = folder.resolve("broken");
        TrainingSettings settings = settings(broken, recipe(1e-3, 0.1), 20, often);
        assertThatThrownBy(() -> train(settings, this::killAtStep12)).hasMessage("killed");
        assertThat(losses(broken)).hasSizeBetween(12, 19);
        train(settings, said::add);
        assertThat(said).anyMatch(line -> line.startsWith("going on from step"));
        assertThat(losses(broken)).isEqualTo(losses(unbroken)).hasSize(20);
        assertThat(Files.mismatch(broken.resolve("model.safetensors"), unbroken.resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aStoppedRunEndsAfterItsStepAndGoesOnFromThere() throws IOException {
        Rhythm never = new Rhythm(1e6, 1e6, 9);
        Path unbroken = folder.resolve("unstopped");
        train(settings(unbroken, recipe(1e-3, 0), 6, never), said::add);
        Path stopped = folder.resolve("stopped");
        TrainingSettings settings = settings(stopped, recipe(1e-3, 0), 6, never);
        AtomicReference<Trainer> trainer = new AtomicReference<>();
        long sayEachStep = 20 * SECOND;
        trainer.set(new Trainer(settings, () -> clock.addAndGet(sayEachStep), line -> {
            if (line.startsWith("step 3 ")) {
                trainer.get().stop();
            }
        }));
        assertThat(trainer.get().run()).isFalse();
        assertThat(losses(stopped)).hasSize(3);
        assertThat(stopped.resolve("README.md")).doesNotExist();

        assertThat(new Trainer(settings, () -> clock.addAndGet(SECOND), said::add).run())
                .isTrue();
        assertThat(losses(stopped)).isEqualTo(losses(unbroken));
    }

    private void killAtStep12(String line) {
        if (line.startsWith("step ") && Integer.parseInt(line.split(" ", -1)[1]) >= 12) {
            throw new IllegalStateException("killed");
        }
    }

    /** Step, loss and the rest, but for the time it took. */
    private static List<String> losses(Path out) throws IOException {
        return Files.readAllLines(out.resolve("training/training.csv")).stream()
                .skip(1)
                .map(line -> {
                    List<String> fields = new ArrayList<>(List.of(line.split(",", -1)));
                    fields.remove(1);
                    return String.join(",", fields);
                })
                .collect(Collectors.toList());
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedWithWhatDiffers() {
        Path out = folder.resolve("other");
        train(settings(out, recipe(1e-3, 0), 2, new Rhythm(1, 1, 9)), said::add);
        assertThatThrownBy(() -> train(settings(out, recipe(2e-3, 0), 2, new Rhythm(1, 1, 9)), said::add))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("rate was \"0.001\", is \"0.002\"")
                .hasMessageNotContaining("dropout");
    }

    @Test
    void theOutFolderMustBeAnother() {
        assertThatThrownBy(() -> train(settings(base, recipe(1e-3, 0), 2, new Rhythm(1, 1, 9)), said::add))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another --out");
    }

    @Test
    void pairsMayBeAsLongAsTheModelTakesAndNoLonger() {
        train(longest(256), said::add);
        assertThatThrownBy(() -> train(longest(257), said::add))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("takes 256");
    }

    private TrainingSettings longest(int tokens) {
        Recipe recipe = new Recipe(1e-3, 0.1, 5, 0, 1, 0, 120, 80, tokens, 1);
        return settings(folder.resolve("long" + tokens), recipe, 1, new Rhythm(1, 1, 9));
    }

    /** With a rate that ruins every weight, what the training began with is the best. */
    @Test
    void theBestWeightsAreKeptWhichMayBeTheFirst() throws IOException {
        Path out = folder.resolve("ruined");
        train(settings(out, recipe(5, 0), 6, new Rhythm(1e6, 1e6, 9)), said::add);
        assertThat(said).anyMatch(line -> line.startsWith("step 0  validation") && line.contains("best so far"));
        assertThat(said).anyMatch(line -> line.startsWith("step 6  validation") && !line.contains("best so far"));
        assertThat(Files.readString(out.resolve("README.md"))).contains("The weights are those of step 0");
    }

    @Test
    void licencesOfTheBaseGoAlong() throws IOException {
        Files.writeString(base.resolve("NOTICE"), "notice of the base");
        Path out = folder.resolve("licensed");
        train(settings(out, recipe(1e-3, 0), 1, new Rhythm(1, 1, 9)), said::add);
        assertThat(out.resolve("NOTICE")).hasContent("notice of the base");
        assertThat(out.resolve("LICENSE")).doesNotExist();
    }
}
