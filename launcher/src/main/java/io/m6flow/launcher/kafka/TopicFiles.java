package io.m6flow.launcher.kafka;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;

/** Writes what stands on the topics into JSON Lines files, one record a line with the records' fields. */
public final class TopicFiles {
    private final TopicReading topics;

    public TopicFiles(String bootstrap, TopicFormat format) {
        this.topics = new TopicReading(bootstrap, format);
    }

    /**
     * Writes drafts.jsonl, published.jsonl, outcomes.jsonl and dead-letters.jsonl into the directory. Of drafts that stand
     * on their topic more than once, the first is written: it is the one that was taken in. Dead letters are those of events
     * first, then those of each sink.
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Set<String> drafts = new HashSet<>();
        write(
                directory.resolve("drafts.jsonl"),
                List.of(Topics.CONTENT_DRAFTS),
                ContentDraft.class,
                draft -> drafts.add(draft.getContentId()));
        write(
                directory.resolve("published.jsonl"),
                List.of(Topics.CONTENT_PUBLISHED),
                PublishedContent.class,
                any -> true);
        write(directory.resolve("outcomes.jsonl"), List.of(Topics.EVENT_OUTCOMES), EventOutcome.class, any -> true);
        write(directory.resolve("dead-letters.jsonl"), Topics.deadLetters(), DeadLetter.class, any -> true);
    }

    private <T extends SpecificRecordBase> void write(Path file, List<String> from, Class<T> type, Predicate<T> wanted)
            throws IOException {
        // Written beside and moved into place: a reader never meets half a file.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
            for (String topic : from) {
                topics.all(topic, type, read -> {
                    if (wanted.test(read)) {
                        writer.write(JsonRecords.line(read));
                        writer.newLine();
                    }
                });
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
