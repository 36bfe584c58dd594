package io.m6flow.testkit.kafka;

import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a topic; each is on the broker when the call returns. Thread-safe.
 *
 * @param <T> a generated record
 */
public final class TopicWriter<T extends SpecificRecordBase> implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final TopicEncoder<T> encoder;

    public TopicWriter(String bootstrapServers, String topic, Class<T> type) {
        this(bootstrapServers, topic, type, TopicFormat.SELF_DESCRIBING);
    }

    TopicWriter(String bootstrapServers, String topic, Class<T> type, TopicFormat format) {
        this.topic = topic;
        this.encoder = format.encoder(topic, type);
        this.producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public TopicWriter<T> write(String key, T message) {
        return writeBytes(key, encoder.encode(message));
    }

    /** The same with a header. */
    public TopicWriter<T> write(String key, T message, String header, byte[] value) {
        ProducerRecord<String, byte[]> entry = new ProducerRecord<>(topic, key, encoder.encode(message));
        entry.headers().add(header, value);
        return send(entry);
    }

    /** Writes what may be no message at all; null is a tombstone. */
    public TopicWriter<T> writeBytes(String key, byte @Nullable [] bytes) {
        return send(new ProducerRecord<>(topic, key, bytes));
    }

    private TopicWriter<T> send(ProducerRecord<String, byte[]> entry) {
        try {
            producer.send(entry).get();
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic + ": " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
