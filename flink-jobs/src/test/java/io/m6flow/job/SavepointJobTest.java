package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A generate job that goes on from a savepoint makes what it would have made undisturbed: at another parallelism, and
 * from a savepoint that an earlier version of the program left. {@link #keepsASavepointOfThisVersion} adds one of today's;
 * when, and how, stands in src/test/resources/savepoints/README.md.
 */
class SavepointJobTest {
    private static final Path KEPT = Path.of("src/test/resources/savepoints");
    private static final String MADE_BEFORE = "made-before.txt";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Many checkpoints: transactions of which a savepoint knows would be looked for on a broker that never had them. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    static Path directory;

    private static Account undisturbed;

    private JobOnKafka job;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        JobOnKafka whole = job("undisturbed.").withParallelism(1).start();
        try {
            Story story = new Story(whole);
            story.firstPart();
            story.secondPart();
            story.thirdPart();
            undisturbed = end(whole, Story.OUTCOMES, Story.DRAFTS);
        } finally {
            whole.close();
        }
    }

    @AfterEach
    void stopJob() throws Exception {
        WordsOfTheSource.letGo();
        if (job != null) {
            job.close();
        }
    }

    @Test
    void theUndisturbedRunIsAsItShouldBe() {
        assertThat(undisturbed.drafts()).hasSize(Story.DRAFTS).doesNotHaveDuplicates();
        assertThat(undisturbed.outcomes()).hasSize(Story.OUTCOMES).doesNotHaveDuplicates();
        assertThat(undisturbed.outcomes())
                .filteredOn(line -> line.contains(" UNCHANGED "))
                .hasSize(7);
        assertThat(undisturbed.withdrawals()).hasSize(2);
        assertThat(undisturbed.passages())
                .isEqualTo(Map.of(
                        "H-1|S-ended", List.of(0),
                        "H-1|S-open", List.of(0, 1, 2, 3, 4, 5, 6, 7),
                        "H-2|S-sum", List.of(0, 1)));
    }

    @Test
    void goesOnWithMoreParallelismAndWithLess() throws Exception {
        job = job("rescaled.").withParallelism(1).start();
        Story story = new Story(job);
        story.firstPartHolding();
        String first = job.stop();
        story.secondPart();
        WordsOfTheSource.letGo();
        job.withParallelism(2).startFrom(first);
        job.awaitOutcomes(Story.SECOND_OUTCOMES);
        String second = job.stop();
        story.thirdPart();
        job.withParallelism(1).startFrom(second);

        assertThat(end(job, Story.OUTCOMES, Story.DRAFTS)).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @MethodSource("keptVersions")
    void goesOnFromTheSavepointOfAnEarlierVersion(String version) throws Exception {
        List<String> before = Files.readAllLines(KEPT.resolve(version).resolve(MADE_BEFORE));
        job = job(prefix(version));
        Story story = new Story(job);
        // The topics as they stood; what the savepoint knows of them is not read again.
        story.firstPart();
        story.secondPart();
        story.thirdPart();
        job.startFrom(KEPT.resolve(version).toUri().toString());
        Account after = end(job, Story.OUTCOMES - count(before, "outcome "), Story.DRAFTS - count(before, "draft "));

        List<String> all = new ArrayList<>(before);
        all.addAll(after.lines());
        assertThat(all).containsExactlyInAnyOrderElementsOf(undisturbed.lines());
        assertThat(after.passages()).containsEntry("H-1|S-open", List.of(1, 2, 3, 4, 5, 6, 7));
    }

    static Stream<String> keptVersions() throws IOException {
        try (Stream<Path> entries = Files.list(KEPT)) {
            return entries
                    .filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "savepoint.version", matches = "[0-9.]+", disabledReason = "nothing is to be kept")
    void keepsASavepointOfThisVersion() throws Exception {
        String version = System.getProperty("savepoint.version");
        Path target = KEPT.resolve(version);
        assertThat(target).as("a kept savepoint is never written again").doesNotExist();
        job = job(prefix(version)).withParallelism(1).start();
        new Story(job).firstPartHolding();
        await().pollDelay(QUIET).until(() -> true);
        String savepoint = job.stop();
        copy(Path.of(URI.create(savepoint)), target);
        Files.write(target.resolve(MADE_BEFORE), Account.of(job).lines());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static String prefix(String version) {
        return "kept-" + version + ".";
    }

    /** Nothing in it depends on the time of day: neither deadlines nor silence. */
    private static JobOnKafka job(String prefix) {
        return new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory(), prefix)
                .with(GenerateSettings::withoutSilence);
    }

    /** Waits for so much to be made, and tells what there is when the job has stopped. */
    private static Account end(JobOnKafka job, int outcomes, int drafts) throws Exception {
        job.awaitOutcomes(outcomes);
        await().atMost(PATIENCE).until(() -> job.drafts().size() >= drafts);
        job.stop();
        return Account.of(job);
    }

    private static int count(List<String> lines, String sort) {
        return (int) lines.stream().filter(line -> line.startsWith(sort)).count();
    }
}
