package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TopicFilesTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    @BeforeAll
    static void topics() {
        KAFKA.createTopics(Topics.all());
    }

    @Test
    void ofADraftThatStandsThereTwiceTheFirstIsWritten() throws Exception {
        ContentDraft first = Drafts.reason("M-files", "P-1").text("先来的").build();
        ContentDraft again = Drafts.reason("M-files", "P-1").text("后来的").build();
        ContentDraft other = Drafts.reason("M-files", "P-2").text("另一件").build();
        try (var writer = KAFKA.writer(Topics.CONTENT_DRAFTS, ContentDraft.class)) {
            writer.write("same", first).write("same", again).write("same", other);
        }

        new TopicFiles(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING).write(directory);

        assertThat(Files.readAllLines(directory.resolve("drafts.jsonl")))
                .filteredOn(line -> line.contains("M-files"))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("先来的"))
                .anySatisfy(line -> assertThat(line).contains("另一件"));
        assertThat(directory.resolve("dead-letters.jsonl")).exists();
    }

    @Test
    void theDeadLettersOfTheSinksAreCountedAndWrittenToo() throws Exception {
        long before = deadLetters();
        TopicFormat format = TopicFormat.SELF_DESCRIBING;
        try (var letters = new DeadLetterTopic(KAFKA.bootstrapServers(), Topics.deadLetters("redis-view"), format)) {
            new TopicRejections("redis-view", letters, Clock.systemUTC())
                    .reject(PublishedContents.reason("M-files", "P-9").build(), "too large for the view");
        }

        new TopicFiles(KAFKA.bootstrapServers(), format).write(directory);

        assertThat(deadLetters() - before).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("dead-letters.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("sink:redis-view", "too large for the view"));
    }

    private static long deadLetters() {
        try (LedgerReader reader = new LedgerReader(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING)) {
            return reader.catchUp().deadLetters();
        }
    }
}
