package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TopicFilesTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    @Test
    void ofADraftThatStandsThereTwiceTheFirstIsWritten() throws Exception {
        KAFKA.createTopics(Topics.all());
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
}
