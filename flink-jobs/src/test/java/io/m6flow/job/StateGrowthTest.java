package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.AsrSegment;
import io.m6flow.testkit.Speech;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What state holds after many short sessions, by the size of savepoints. */
@Tag("soak")
class StateGrowthTest {
    private static final int SESSIONS = Integer.getInteger("soak.sessions", 10_000);
    private static final int SEGMENTS = 3;
    private static final int LOOKS = 5;

    /** Heads, offsets and the like, and what is on its way just then. */
    private static final long SLACK_BYTES = 16 * 1024;

    /** What it costs to know that a session has ended: its key, a flag, a time. */
    private static final long REMEMBRANCE_BYTES = 100;

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    private Path directory;

    @Test
    void holdsNothingOfSessionsThatHaveEndedOnceTheyAreForgotten() throws Exception {
        List<Long> bytes = sizes(Duration.ofSeconds(2));

        assertThat(bytes.get(LOOKS - 1)).isLessThanOrEqualTo(bytes.get(0) + SLACK_BYTES);
    }

    @Test
    void holdsLittleMoreThanTheNameOfThoseThatAreRemembered() throws Exception {
        List<Long> bytes = sizes(Duration.ofDays(1));

        long sessions = (long) SESSIONS - SESSIONS / LOOKS;
        assertThat((bytes.get(LOOKS - 1) - bytes.get(0)) / sessions).isBetween(1L, REMEMBRANCE_BYTES);
    }

    /** Sizes of savepoints taken after a fifth of the sessions each, when all of them have ended and been summed up. */
    private List<Long> sizes(Duration remembered) throws Exception {
        JobOnKafka job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory())
                .with(settings -> settings.withSession(
                        settings.session().withEndWait(Duration.ZERO).withRemembered(remembered)))
                .start();
        List<Long> sizes = new ArrayList<>();
        int batch = SESSIONS / LOOKS;
        for (int look = 0; look < LOOKS; look++) {
            job.sendAll(IntStream.range(look * batch, (look + 1) * batch)
                    .boxed()
                    .flatMap(StateGrowthTest::session)
                    .toList());
            job.awaitOutcomes(SEGMENTS * (look + 1) * batch);
            awaitForgetting(remembered);
            sizes.add(size(job.savepoint()));
        }
        job.close();
        System.out.printf(
                "%d sessions, remembered for %s; bytes of state after each fifth: %s%n", SESSIONS, remembered, sizes);
        return sizes;
    }

    /** What is past its time goes with the next segments that come, a few at each. */
    private static void awaitForgetting(Duration remembered) throws InterruptedException {
        if (remembered.compareTo(Duration.ofMinutes(1)) < 0) {
            Thread.sleep(remembered.toMillis());
        }
    }

    private static Stream<AsrSegment> session(int number) {
        return Speech.session("S-" + number).says("这条裙子是雪纺的").says("喜欢的可以看一号链接").ends().segments().stream();
    }

    private static long size(String savepoint) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
