package io.m6flow.launcher.kafka;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the dead letters of a topic. */
public final class DeadLetterReader {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReader.class);

    private final String bootstrap;
    private final String topic;
    private final TopicDecoder<DeadLetter> decoder;

    /**
     * A letter on its topic.
     *
     * @param id partition and offset, such as {@code 0-17}
     * @param key of the record; empty if it has none
     */
    public record Found(String id, String key, DeadLetter letter) {}

    public DeadLetterReader(String bootstrap, String topic, TopicFormat format) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.decoder = format.decoder(DeadLetter.class);
    }

    /** Those that came at this time or later and are there now. */
    public void since(Instant time, Consumer<Found> use) {
        TopicRecords.since(bootstrap, topic, time, found -> read(found, use));
    }

    private void read(ConsumerRecord<byte[], byte[]> found, Consumer<Found> use) {
        String id = found.partition() + "-" + found.offset();
        DeadLetter letter;
        try {
            letter = decoder.decode(found.value());
        } catch (NotAMessageException e) {
            LOG.warn("{} {} is no dead letter: {}", topic, id, e.getMessage());
            return;
        }
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        use.accept(new Found(id, key, letter));
    }
}
