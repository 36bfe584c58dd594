package io.m6flow.testkit.kafka;

import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning, committed records alone unless asked otherwise, partition by partition in order. Every call
 * reads with a consumer of its own and leaves no offsets behind. Thread-safe.
 *
 * @param <T> a generated record
 */
public final class TopicReader<T extends SpecificRecordBase> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final String bootstrapServers;
    private final String topic;
    private final TopicDecoder<T> decoder;

    /** A record with the key, the headers (as text) and the place that it has on the topic. */
    public record Entry<T>(String key, T value, Map<String, String> headers, int partition, long offset) {}

    public TopicReader(String bootstrapServers, String topic, Class<T> type) {
        this(bootstrapServers, topic, type, TopicFormat.SELF_DESCRIBING);
    }

    public TopicReader(String bootstrapServers, String topic, Class<T> type, TopicFormat format) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.decoder = format.decoder(type);
    }

    /** All that is committed now. */
    public List<T> committed() {
        return values(entries());
    }

    /** All that is written now, be its transaction committed, open or aborted. */
    public List<T> written() {
        return values(awaitEntries(0, PATIENCE, "read_uncommitted"));
    }

    /** All that is committed now, with keys. */
    public List<Entry<T>> entries() {
        return awaitEntries(0, PATIENCE);
    }

    /** All that is committed as soon as this many records are, at the latest after a minute. */
    public List<T> await(int atLeast) {
        return await(atLeast, PATIENCE);
    }

    /**
     * All that is committed as soon as this many records are.
     *
     * @throws AssertionError if they are not within the time
     */
    public List<T> await(int atLeast, Duration within) {
        return values(awaitEntries(atLeast, within));
    }

    /** As {@link #await(int, Duration)}, with keys. */
    public List<Entry<T>> awaitEntries(int atLeast, Duration within) {
        return awaitEntries(atLeast, within, "read_committed");
    }

    private List<Entry<T>> awaitEntries(int atLeast, Duration within, String isolation) {
        long deadline = System.nanoTime() + within.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer(isolation)) {
            List<Entry<T>> found = new ArrayList<>();
            while (!drained(consumer) || found.size() < atLeast) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("%s holds %d records after %s; expected at least %d: %s"
                            .formatted(topic, found.size(), within, atLeast, found));
                }
                consumer.poll(POLL).forEach(entry -> found.add(entry(entry)));
            }
            return List.copyOf(found);
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", isolation,
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        Collection<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Whether it stands at the end of what it may read, transaction markers included. */
    private static boolean drained(KafkaConsumer<?, ?> consumer) {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Entry<T> entry(ConsumerRecord<String, byte[]> found) {
        Map<String, String> headers = new HashMap<>();
        found.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Entry<>(
                String.valueOf(found.key()),
                decoder.decode(found.value()),
                Map.copyOf(headers),
                found.partition(),
                found.offset());
    }

    private List<T> values(List<Entry<T>> entries) {
        return entries.stream().map(Entry::value).toList();
    }
}
