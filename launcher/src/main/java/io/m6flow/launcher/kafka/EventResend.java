package io.m6flow.launcher.kafka;

import io.m6flow.launcher.UsageException;
import io.m6flow.launcher.kafka.DeadLetterReader.Found;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.Kind;
import io.m6flow.schema.codec.ReplayHeader;
import io.m6flow.schema.codec.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the bytes of dead letters to the topic that they came from. Confined to one thread. */
public final class EventResend implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    /** Not review.decisions: its records are sealed in a chain, in which none comes twice. */
    private static final Set<String> OPEN = Set.of(
            Topics.PRODUCT_EVENTS,
            Topics.ASR_SEGMENTS,
            Topics.REVIEW_FEEDBACK,
            Topics.CONTENT_DRAFTS,
            Topics.CONTENT_WITHDRAWALS);

    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    public EventResend(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrap, "acks", "all", "max.request.size", MAX_REQUEST_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Why a letter cannot be sent again, or empty if it can. */
    public static Optional<String> obstacle(DeadLetter letter) {
        String topic = letter.getOrigin().getTopic();
        if (!OPEN.contains(topic)) {
            return Optional.of("what came from " + topic + " cannot be sent there again");
        }
        if (topic.equals(Topics.ASR_SEGMENTS) && letter.getKind() != null) {
            return Optional.of("its session went on without this text; speech is written while it is live");
        }
        return letter.getDigest() == null
                ? Optional.empty()
                : Optional.of("its " + letter.getSize() + " bytes were too many to be kept");
    }

    /** Returns once Kafka has it. */
    public void send(Found found) {
        String topic = found.letter().getOrigin().getTopic();
        byte[] bytes = new byte[found.letter().getBytes().remaining()];
        found.letter().getBytes().duplicate().get(bytes);
        try {
            ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topic, key(found.key()), bytes);
            Kind kind = found.letter().getKind();
            if (kind != null) {
                again.headers().add(ReplayHeader.NAME, ReplayHeader.of(kind));
            }
            producer.send(again).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while sending " + found.id() + " again");
        } catch (ExecutionException e) {
            throw new UsageException(
                    "Kafka at " + bootstrap + " did not take " + found.id() + " for " + topic + ": " + e.getCause());
        }
    }

    /** What could not be read had no key that was kept. */
    private static byte @Nullable [] key(String key) {
        return key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
