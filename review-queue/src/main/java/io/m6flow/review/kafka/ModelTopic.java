package io.m6flow.review.kafka;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which model writes what, as it stands on its topic. Each call goes to Kafka and back: it is asked seldom, and there is
 * but one record worth keeping. Safe for use by many threads.
 */
public final class ModelTopic {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTopic.class);

    /** The whole assignment is one record: the last one holds. */
    private static final String KEY = "models";

    private static final Duration POLL = Duration.ofMillis(500);
    /** For a topic that may not be there. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String bootstrapServers;
    private final TopicPartition topic;
    private final TopicDecoder<ModelAssignment> decoder;
    private final TopicEncoder<ModelAssignment> encoder;

    public ModelTopic(String bootstrapServers, String topic, TopicFormat format) {
        this.bootstrapServers = bootstrapServers;
        this.topic = new TopicPartition(topic, 0);
        this.decoder = format.decoder(ModelAssignment.class);
        this.encoder = format.encoder(topic, ModelAssignment.class);
    }

    /**
     * The assignment that holds; empty where none was ever made.
     *
     * @throws ReviewQueueException if the topic cannot be read
     */
    public Optional<ModelAssignment> current() {
        try (var consumer = consumer()) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic), LOOK).getOrDefault(topic, 0L);
            Optional<ModelAssignment> last = Optional.empty();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(topic) < end) {
                if (System.nanoTime() > deadline) {
                    throw fault(new IllegalStateException("it could not be read to its end"));
                }
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    Optional<ModelAssignment> next = read(found);
                    last = next.isPresent() ? next : last;
                }
            }
            return last;
        } catch (KafkaException e) {
            throw fault(e);
        }
    }

    private Optional<ModelAssignment> read(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(found.value()));
        } catch (NotAMessageException e) {
            LOG.warn("{} at offset {} is no assignment of models and is left out", topic.topic(), found.offset());
            return Optional.empty();
        }
    }

    /**
     * Puts this one in the place of the one that holds; returns when Kafka has it.
     *
     * @throws ReviewQueueException if Kafka did not say so
     */
    public void assign(ModelAssignment assignment) {
        try (var producer = producer()) {
            var unused = producer.send(
                            new ProducerRecord<>(topic.topic(), topic.partition(), KEY, encoder.encode(assignment)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault(e);
        } catch (ExecutionException | KafkaException | RegistryException e) {
            throw fault(e);
        }
    }

    private ReviewQueueException fault(Exception cause) {
        return new ReviewQueueException(
                "the topic " + topic.topic() + " at " + bootstrapServers + " did not answer: " + cause.getMessage()
                        + "; is Kafka there, and the topic (m6flow topics)?",
                cause);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "default.api.timeout.ms", "15000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "max.block.ms", "10000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "10000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
