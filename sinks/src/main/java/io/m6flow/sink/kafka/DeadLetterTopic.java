package io.m6flow.sink.kafka;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistryException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of dead letters, written outside transactions and one by one: letters are few. Opens no connection before the
 * first. Thread-safe.
 */
public final class DeadLetterTopic implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;

    /** A letter holds up to 1 MiB beside its message and keys. */
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private static final int PATIENCE_MILLIS = 20_000;

    private final String bootstrapServers;
    private final String topic;
    private final TopicFormat format;

    private transient @Nullable Open open;

    private record Open(KafkaProducer<byte[], byte[]> producer, TopicEncoder<DeadLetter> encoder) {}

    public DeadLetterTopic(String bootstrapServers, String topic, TopicFormat format) {
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Returns once all replicas of the topic hold the letter.
     *
     * @throws IOException if they did not within twenty seconds; it may be there all the same
     */
    public void put(String key, DeadLetter letter) throws IOException {
        try {
            Open to = open();
            byte[] value = to.encoder().encode(letter);
            to.producer()
                    .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a dead letter was written to " + topic, e);
        } catch (ExecutionException | KafkaException | RegistryException e) {
            throw new IOException(
                    "no dead letter could be written to %s at %s: %s; ./m6flow topics makes a topic that is missing"
                            .formatted(topic, bootstrapServers, e.getMessage()),
                    e);
        }
    }

    private synchronized Open open() {
        Open now = open;
        if (now == null) {
            now = new Open(producer(), format.encoder(topic, DeadLetter.class));
            open = now;
        }
        return now;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "max.request.size", MAX_REQUEST_BYTES,
                        "compression.type", "lz4",
                        "max.block.ms", PATIENCE_MILLIS,
                        "request.timeout.ms", PATIENCE_MILLIS / 2,
                        "delivery.timeout.ms", PATIENCE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        Open now = open;
        if (now != null) {
            now.producer().close();
            open = null;
        }
    }
}
