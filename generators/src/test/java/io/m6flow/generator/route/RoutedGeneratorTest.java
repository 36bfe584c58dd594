package io.m6flow.generator.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines of the real model, and of copies of it that differ by a blank in a file, and so by their digests. */
@Timeout(60)
class RoutedGeneratorTest {
    private static final Path NANO = Path.of("src/test/resources/m6-nano");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(4).withThreads(1);

    @TempDir
    Path folders;

    private final Map<String, TextGenerator> opened = new HashMap<>();
    private RoutedGenerator generator;

    @BeforeEach
    void open() {
        generator = new RoutedGenerator(Generators.start(SETTINGS), model -> {
            TextGenerator one = Generators.start(SETTINGS.withModelDir(model.folder()));
            opened.put(model.folder(), one);
            return one;
        });
    }

    @AfterEach
    void close() {
        generator.close();
    }

    private ModelChoice copy(String name) throws IOException {
        Path folder = Files.createDirectory(folders.resolve(name));
        try (var files = Files.list(NANO)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                folder.resolve("generation_config.json"), " ".repeat(name.length()), StandardOpenOption.APPEND);
        try (TextGenerator one = Generators.start(SETTINGS.withModelDir(folder.toString()))) {
            return new ModelChoice(folder.toString(), one.card().digest());
        }
    }

    private static ModelRoutes all(ModelChoice model) {
        return new ModelRoutes(model, Map.of(), null);
    }

    private static Prompt script(int i) {
        return Prompt.of("s" + i, ContentKind.SCRIPT, new Material.Text("那个那个咱们这款呃连衣裙是纯棉的啊然后呢今天只要九十九".repeat(3)), i);
    }

    private static Prompt theme(int i) {
        return Prompt.of("t" + i, ContentKind.THEME, new Material.Text("纯棉碎花连衣裙第" + i + "款"), i);
    }

    private String version(Prompt prompt) {
        return version(generator.generate(prompt).join());
    }

    private static String version(Generation generation) {
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return ((Generation.Written) generation).trace().version();
    }

    @Test
    void eachKindIsWrittenByItsModel() throws IOException {
        ModelChoice scripts = copy("one");
        generator.use(new ModelRoutes(null, Map.of(ContentKind.SCRIPT, scripts), null));

        assertThat(version(script(1))).matches(by(scripts));
        assertThat(version(theme(1)))
                .as("by the model of the configuration")
                .startsWith(generator.card().digest().substring(0, 12));
        assertThat(generator.stats().requests()).isEqualTo(2);
    }

    @Test
    void anExchangedModelWritesWhatItHasToTheEndAndIsClosed() throws IOException {
        ModelChoice before = copy("one");
        ModelChoice after = copy("second");
        generator.use(all(before));
        List<CompletableFuture<Generation>> inHand = IntStream.range(0, 12)
                .mapToObj(i -> generator.generate(script(i)))
                .toList();

        generator.use(all(after));

        assertThat(version(theme(1))).as("what comes now").matches(by(after));
        assertThat(inHand)
                .allSatisfy(future -> assertThat(version(future.join())).matches(by(before)));
        assertThat(generator.stats().requests()).as("of both").isEqualTo(13);
        await().atMost(SOON).untilAsserted(() -> assertThat(isClosed(before)).isTrue());
        assertThat(isClosed(after)).isFalse();
    }

    @Test
    void noPromptFailsWhileModelsAreExchanged() throws Exception {
        List<ModelChoice> models = List.of(copy("one"), copy("second"));
        List<CompletableFuture<Generation>> asked = new ArrayList<>();
        Thread asking = new Thread(() -> {
            for (int i = 0; i < 60; i++) {
                asked.add(generator.generate(theme(i)));
            }
        });
        asking.start();
        for (int i = 0; i < 6; i++) {
            generator.use(i % 3 == 2 ? ModelRoutes.CONFIGURED : all(models.get(i % 3)));
        }
        asking.join();

        assertThat(asked)
                .hasSize(60)
                .allSatisfy(future -> assertThat(future.join()).isInstanceOf(Generation.Written.class));
    }

    @Test
    void refusesAFolderThatHoldsAnotherModelAndGoesOnAsBefore() throws IOException {
        ModelChoice good = copy("one");
        generator.use(all(good));
        ModelChoice other = new ModelChoice(copy("second").folder(), "0".repeat(64));

        assertThatThrownBy(() -> generator.use(all(other)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining(other.folder())
                .hasMessageContaining("another model");

        assertThat(isClosed(other)).isTrue();
        assertThat(generator.routes()).isEqualTo(all(good));
        assertThat(version(theme(1))).matches(by(good));
    }

    @Test
    void refusesAModelThatTakesShorterTexts() throws IOException {
        ModelChoice copy = copy("one");
        Path config = Path.of(copy.folder(), "config.json");
        Files.writeString(config, Files.readString(config).replaceAll("(\"max_position_embeddings\": *)\\d+", "$1256"));
        ModelChoice shorter;
        try (TextGenerator one = Generators.start(SETTINGS.withModelDir(copy.folder()))) {
            assertThat(one.card().maxPositions()).isEqualTo(256);
            shorter = new ModelChoice(copy.folder(), one.card().digest());
        }

        assertThatThrownBy(() -> generator.use(all(shorter))).hasMessageContaining("256 tokens");
        assertThat(generator.routes()).isEqualTo(ModelRoutes.CONFIGURED);
    }

    @Test
    void aFolderThatIsNotThereChangesNothing() throws IOException {
        ModelChoice good = copy("one");
        ModelChoice nowhere = new ModelChoice(folders.resolve("nowhere").toString(), "0".repeat(64));

        assertThatThrownBy(() -> generator.use(new ModelRoutes(good, Map.of(ContentKind.HINT, nowhere), null)))
                .hasMessageContaining("nowhere");

        assertThat(generator.routes()).isEqualTo(ModelRoutes.CONFIGURED);
        assertThat(opened).allSatisfy((folder, one) -> assertThat(isClosed(one)).isTrue());
    }

    @Test
    void theCloseEndsAllThatIsInHandAlsoOfModelsThatWereExchanged() throws IOException {
        ModelChoice before = copy("one");
        generator.use(all(before));
        List<CompletableFuture<Generation>> inHand = IntStream.range(0, 12)
                .mapToObj(i -> generator.generate(script(i)))
                .toList();
        generator.use(all(copy("second")));

        generator.close();

        assertThat(inHand).allSatisfy(future -> assertThat(future.get()).isNotNull());
        assertThat(opened.values()).allMatch(RoutedGeneratorTest::isClosed);
        assertThat(generator.generate(theme(1)).join())
                .isInstanceOfSatisfying(
                        Generation.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.CLOSED));
    }

    /** Of a version: that this model wrote. */
    private static Predicate<String> by(ModelChoice model) {
        return version -> version.startsWith(model.digest().substring(0, 12));
    }

    private boolean isClosed(ModelChoice model) {
        return isClosed(opened.get(model.folder()));
    }

    private static boolean isClosed(TextGenerator one) {
        return one.generate(theme(0)).join() instanceof Generation.Failed failed && failed.fault() == Fault.CLOSED;
    }
}
