package io.m6flow.review.kafka;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where records go that cannot be used. What is put is on the topic after {@link #flush()}. Confined to one thread. */
final class DeadLetters implements AutoCloseable {
    private static final int LARGEST_KEPT = 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final TopicEncoder<DeadLetter> encoder;
    private final Clock clock;
    private final List<Future<?>> sending = new ArrayList<>();

    private DeadLetters(
            KafkaProducer<byte[], byte[]> producer, String topic, TopicEncoder<DeadLetter> encoder, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.encoder = encoder;
        this.clock = clock;
    }

    static DeadLetters open(String bootstrapServers, String topic, TopicFormat format, Clock clock) {
        TopicEncoder<DeadLetter> encoder = format.encoder(topic, DeadLetter.class);
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        // The letter around the largest record that is kept is a little larger.
                        "max.request.size",
                        2 * LARGEST_KEPT),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        return new DeadLetters(producer, topic, encoder, clock);
    }

    void put(ConsumerRecord<byte[], byte[]> unusable, DeadLetterReason reason, String message) {
        byte[] bytes = unusable.value() == null ? new byte[0] : unusable.value();
        boolean kept = bytes.length <= LARGEST_KEPT;
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin(new EventOrigin(unusable.topic(), unusable.partition(), unusable.offset()))
                .setReason(reason)
                .setMessage(message)
                .setBytes(ByteBuffer.wrap(kept ? bytes : new byte[0]))
                .setDigest(kept ? null : sha256(bytes))
                .setSize(bytes.length)
                .setAt(clock.instant())
                .build();
        sending.add(producer.send(new ProducerRecord<>(topic, unusable.key(), encoder.encode(letter))));
    }

    /** Returns when all is on the topic; throws KafkaException if some is not. */
    void flush() {
        if (sending.isEmpty()) {
            return;
        }
        producer.flush();
        try {
            for (Future<?> sent : sending) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter was not written", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        sending.clear();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
