package io.m6flow.launcher.kafka;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Writes what stands on the topics into JSON Lines files, one record a line with the records' fields. */
public final class TopicFiles {
    private final String bootstrap;
    private final TopicFormat format;

    public TopicFiles(String bootstrap, TopicFormat format) {
        this.bootstrap = bootstrap;
        this.format = format;
    }

    /**
     * Writes drafts.jsonl, published.jsonl, outcomes.jsonl and dead-letters.jsonl into the directory. Of drafts that stand
     * on their topic more than once, the first is written: it is the one that was taken in.
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Set<String> drafts = new HashSet<>();
        write(
                directory.resolve("drafts.jsonl"),
                Topics.CONTENT_DRAFTS,
                ContentDraft.class,
                draft -> drafts.add(draft.getContentId()));
        write(directory.resolve("published.jsonl"), Topics.CONTENT_PUBLISHED, PublishedContent.class, any -> true);
        write(directory.resolve("outcomes.jsonl"), Topics.EVENT_OUTCOMES, EventOutcome.class, any -> true);
        write(directory.resolve("dead-letters.jsonl"), Topics.DEAD_LETTERS, DeadLetter.class, any -> true);
    }

    private <T extends SpecificRecordBase> void write(Path file, String topic, Class<T> type, Predicate<T> wanted)
            throws IOException {
        TopicDecoder<T> decoder = format.decoder(type);
        // Written beside and moved into place: a reader never meets half a file.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (KafkaConsumer<byte[], byte[]> consumer = Consumers.readCommitted(bootstrap);
                Offsets offsets = new Offsets(bootstrap);
                BufferedWriter writer = Files.newBufferedWriter(part)) {
            consumer.assign(offsets.partitions(List.of(topic)));
            consumer.seekToBeginning(consumer.assignment());
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    T read = decoder.decode(record.value());
                    if (wanted.test(read)) {
                        writer.write(JsonRecords.line(read));
                        writer.newLine();
                    }
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
