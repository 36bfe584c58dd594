package io.m6flow.review.kafka;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * What is committed on some topics at the moment when this is opened, from their beginning; what comes later is not
 * seen, however long the reading takes. Leaves no offsets behind. Throws {@link ReviewQueueException} when Kafka does
 * not answer or lacks a topic. Confined to one thread.
 */
public final class TopicsAsOf implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** A committed record. */
    public static final class Found {
        private final SourcePosition position;
        private final byte[] value;

        private Found(ConsumerRecord<byte[], byte[]> found) {
            this.position = new SourcePosition(found.topic(), found.partition(), found.offset());
            this.value = found.value() == null ? new byte[0] : found.value();
        }

        public SourcePosition position() {
            return position;
        }

        /** Empty where the record has none. Not a copy. */
        public byte[] value() {
            return value;
        }
    }

    private TopicsAsOf(String bootstrapServers, KafkaConsumer<byte[], byte[]> consumer) {
        this.bootstrapServers = bootstrapServers;
        this.consumer = consumer;
    }

    /** Notes where the topics end now. */
    public static TopicsAsOf open(String bootstrapServers, Collection<String> topics) {
        TopicsAsOf opened = new TopicsAsOf(
                bootstrapServers,
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", bootstrapServers,
                                "isolation.level", "read_committed",
                                "enable.auto.commit", "false",
                                "allow.auto.create.topics", "false",
                                "auto.offset.reset", "earliest",
                                "default.api.timeout.ms", "15000",
                                "max.poll.records", "500"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()));
        try {
            topics.forEach(opened::noteEnds);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void noteEnds(String topic) {
        ask(() -> {
            var partitions = consumer.partitionsFor(topic);
            if (partitions == null || partitions.isEmpty()) {
                throw new KafkaException("it has no topic " + topic);
            }
            List<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            beginnings.putAll(consumer.beginningOffsets(all));
            ends.putAll(consumer.endOffsets(all));
            return true;
        });
    }

    /** How many offsets the topic has to read; a few of them are marks of transactions. */
    public long size(String topic) {
        return of(topic).stream()
                .mapToLong(partition -> Math.max(0, end(partition) - beginnings.getOrDefault(partition, 0L)))
                .sum();
    }

    /** Reads a topic, each partition in its order, in portions of at most 500. */
    public void read(String topic, Consumer<List<Found>> portions) {
        consumer.assign(of(topic));
        consumer.seekToBeginning(consumer.assignment());
        List<Found> portion = next();
        while (!portion.isEmpty()) {
            portions.accept(portion);
            portion = next();
        }
    }

    /** As {@link #read}, record by record; one reading at a time. */
    public Iterator<Found> records(String topic) {
        return recordsOf(topic, of(topic));
    }

    /** The records of the one partition that Kafka's producers put a key in; others with it. */
    public Iterator<Found> records(String topic, String key) {
        List<TopicPartition> all = of(topic);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int partition = Utils.toPositive(Utils.murmur2(bytes)) % all.size();
        return recordsOf(topic, List.of(new TopicPartition(topic, partition)));
    }

    private Iterator<Found> recordsOf(String topic, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(consumer.assignment());
        return new Iterator<>() {
            private Iterator<Found> portion = List.<Found>of().iterator();

            @Override
            public boolean hasNext() {
                if (!portion.hasNext()) {
                    portion = TopicsAsOf.this.next().iterator();
                }
                return portion.hasNext();
            }

            @Override
            public Found next() {
                if (!hasNext()) {
                    throw new NoSuchElementException(topic + " was read to its end");
                }
                return portion.next();
            }
        };
    }

    private List<TopicPartition> of(String topic) {
        return ends.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
    }

    /** The next records of what is assigned, or none at the end. */
    private List<Found> next() {
        List<Found> found = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (found.isEmpty() && !isAtEnd()) {
            if (System.nanoTime() > deadline) {
                throw new ReviewQueueException(
                        "Kafka at " + bootstrapServers + " gave no record for " + PATIENCE.toMinutes()
                                + " minutes; see that all its brokers run",
                        new IllegalStateException(consumer.assignment().toString()));
            }
            for (var record : ask(() -> consumer.poll(POLL))) {
                if (record.offset() < end(new TopicPartition(record.topic(), record.partition()))) {
                    found.add(new Found(record));
                }
            }
        }
        return found;
    }

    private boolean isAtEnd() {
        return consumer.assignment().stream()
                .allMatch(partition -> ask(() -> consumer.position(partition)) >= end(partition));
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new ReviewQueueException(
                    "Kafka at " + bootstrapServers + " cannot be read: " + e.getMessage()
                            + "; see that kafka.bootstrap names the Kafka that holds the topics",
                    e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
