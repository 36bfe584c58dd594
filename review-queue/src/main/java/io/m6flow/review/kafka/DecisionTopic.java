package io.m6flow.review.kafka;

import io.m6flow.review.ReviewTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the decisions' topic, and of the feedback's beside it. Each append is a transaction, so it is there wholly or not at all,
 * and opening fences every earlier writer: after that, what the topic ends with is certain. Always partition
 * 0: the chain is one line; feedback goes where its key says. Throws KafkaException. Confined to the relay's thread.
 */
final class DecisionTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ONLY_PARTITION = 0;

    private final String bootstrapServers;
    private final String topic;
    private final String feedbackTopic;
    private final KafkaProducer<String, byte[]> producer;

    /** What the topic ends with. */
    static final class Last {
        private final long offset;
        private final byte[] bytes;

        private Last(long offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        long offset() {
            return offset;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** A decision to append, with the feedback that goes with it. */
    interface Message {
        String key();

        byte[] value();

        Optional<byte[]> feedback();
    }

    private DecisionTopic(String bootstrapServers, ReviewTopics topics, KafkaProducer<String, byte[]> producer) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topics.decisions();
        this.feedbackTopic = topics.feedback();
        this.producer = producer;
    }

    static DecisionTopic open(String bootstrapServers, ReviewTopics topics, String writer) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "transactional.id", writer,
                        "acks", "all",
                        "linger.ms", "0",
                        "max.block.ms", "15000"),
                new StringSerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new DecisionTopic(bootstrapServers, topics, producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Appends all or none, feedback included; answers the offset of the last decision. */
    // A send that fails fails the commit.
    @SuppressWarnings("FutureReturnValueIgnored")
    long append(List<? extends Message> messages) {
        producer.beginTransaction();
        Future<RecordMetadata> last = null;
        for (Message message : messages) {
            last = producer.send(new ProducerRecord<>(topic, ONLY_PARTITION, message.key(), message.value()));
            message.feedback()
                    .ifPresent(feedback -> producer.send(new ProducerRecord<>(feedbackTopic, message.key(), feedback)));
        }
        producer.commitTransaction();
        return offset(last);
    }

    private static long offset(@Nullable Future<RecordMetadata> sent) {
        if (sent == null) {
            throw new IllegalArgumentException("nothing to append");
        }
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("a decision was not written", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The last record after this offset, or empty if none came after it. */
    Optional<Last> lastAfter(long offset) {
        var partition = new TopicPartition(topic, ONLY_PARTITION);
        try (var consumer = consumer()) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.min(offset + 1, end));
            ConsumerRecord<byte[], byte[]> last = null;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the end of " + topic + " could not be read within " + PATIENCE);
                }
                for (var found : consumer.poll(POLL)) {
                    last = found;
                }
            }
            return Optional.ofNullable(last).map(found -> new Last(found.offset(), found.value()));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Without waiting: what is not committed by now is aborted by whoever opens next. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
