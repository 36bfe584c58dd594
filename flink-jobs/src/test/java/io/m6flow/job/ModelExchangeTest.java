package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.kafka.FollowedModels;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.ModelVersions;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model, and a copy of it that differs by a blank in a file. */
@Timeout(120)
class ModelExchangeTest {
    private static final Path NANO = Path.of("../generators/src/test/resources/m6-nano");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MOST_PRODUCTS = 30;
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withThreads(1);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private RoutedModel copy;
    private String prefix;
    private JobOnKafka job;
    private TopicWriter<ModelAssignment> assignments;

    @BeforeEach
    void open() throws IOException {
        copy = copy();
        prefix = KAFKA.freshTopic("models") + ".";
        job = new JobOnKafka(KAFKA, directory, models(), prefix);
        assignments = KAFKA.writer(prefix + Topics.MODEL_ROUTES, ModelAssignment.class);
    }

    @AfterEach
    void close() {
        assignments.close();
    }

    private FollowedModels models() {
        return new FollowedModels(KAFKA.bootstrapServers(), prefix, TopicFormat.SELF_DESCRIBING, SETTINGS);
    }

    private RoutedModel copy() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("copy"));
        try (Stream<Path> files = Files.list(NANO)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("generation_config.json"), " ", StandardOpenOption.APPEND);
        try (TextGenerator one = Generators.start(SETTINGS.withModelDir(folder.toString()))) {
            return new RoutedModel(folder.toString(), one.card().digest());
        }
    }

    private void assign(@Nullable RoutedModel standard, List<KindModel> kinds, @Nullable ModelTrial trial) {
        assignments.write("models", new ModelAssignment(standard, kinds, trial, "", "wang", Instant.EPOCH));
    }

    private List<ProductEvent> products(int from, int to) {
        return Samples.products().subList(from, to).stream()
                .map(product -> ProductEvent.newBuilder(product)
                        .setKinds(List.of(Kind.THEME, Kind.HINT))
                        .build())
                .toList();
    }

    private boolean byCopy(ContentDraft draft) {
        return ModelVersions.wrote(copy, draft.getTrace().getModelVersion());
    }

    @Test
    void aRunningJobChangesTheModelAndLosesNothing() throws Exception {
        int sent = 2;
        try {
            job.start();
            job.sendProducts(products(0, sent));
            job.awaitOutcomes(outcome -> outcome.getKind() != null, 2 * sent);
            assertThat(job.drafts()).noneMatch(this::byCopy);

            assign(null, List.of(new KindModel(Kind.THEME, copy)), null);
            while (job.drafts().stream().noneMatch(this::byCopy)) {
                assertThat(sent).as("products until the job has heard of it").isLessThan(MOST_PRODUCTS);
                job.sendProducts(products(sent, ++sent));
                job.awaitOutcomes(outcome -> outcome.getKind() != null, 2 * sent);
            }
            job.drain();
        } finally {
            job.close();
        }

        assertThat(job.drafts())
                .hasSize(2 * sent)
                .extracting(ContentDraft::getContentId)
                .doesNotHaveDuplicates();
        assertThat(job.drafts())
                .filteredOn(this::byCopy)
                .allSatisfy(draft -> assertThat(draft.getKind()).isEqualTo(Kind.THEME));
    }

    private boolean writesByCopy(TextGenerator generator, Kind kind) {
        return writesByCopy(generator, kind, "p");
    }

    private boolean writesByCopy(TextGenerator generator, Kind kind, String id) {
        Prompt prompt = Prompt.of(id, ContentKind.valueOf(kind.name()), new Material.Text("纯棉碎花连衣裙"), 1);
        Generation generation = generator.generate(prompt).join();
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return ModelVersions.wrote(
                copy, ((Generation.Written) generation).trace().version());
    }

    @Test
    void followsTheLastOfTheAssignmentsThatStandThere() {
        assign(new RoutedModel(directory.resolve("gone").toString(), "0".repeat(64)), List.of(), null);
        assign(copy, List.of(), null);

        try (TextGenerator generator = models().open()) {
            assertThat(writesByCopy(generator, Kind.THEME)).isTrue();
        }
    }

    @Test
    void goesOnAsBeforeWhereAnAssignmentIsNoneOrItsModelIsNotThere() {
        assign(copy, List.of(), null);
        try (TextGenerator generator = models().open()) {
            assertThat(writesByCopy(generator, Kind.SCRIPT)).isTrue();
            RoutedModel shipped = new RoutedModel("", generator.card().digest());

            assign(null, List.of(), new ModelTrial(copy, List.of(), 51, Instant.EPOCH));
            assign(new RoutedModel(directory.resolve("gone").toString(), "0".repeat(64)), List.of(), null);
            assign(new RoutedModel("", "0".repeat(64)), List.of(), null);
            assign(copy, List.of(new KindModel(Kind.SCRIPT, shipped)), null);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(writesByCopy(generator, Kind.THEME)).isTrue();
                assertThat(writesByCopy(generator, Kind.SCRIPT)).isFalse();
            });
        }
    }

    @Test
    void theModelOnTrialWritesItsShare() {
        assign(null, List.of(), new ModelTrial(copy, List.of(Kind.THEME), 50, Instant.EPOCH));
        try (TextGenerator generator = models().open()) {
            long copied = IntStream.range(0, 40)
                    .filter(i -> writesByCopy(generator, Kind.THEME, "id-" + i))
                    .count();
            assertThat(copied).isBetween(8L, 32L);
            assertThat(writesByCopy(generator, Kind.HINT)).isFalse();
        }
    }
}
