package io.m6flow.launcher.kafka;

import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads a topic from its beginning to where it ends now. */
public final class TopicReading {
    private final String bootstrap;
    private final TopicFormat format;

    public TopicReading(String bootstrap, TopicFormat format) {
        this.bootstrap = bootstrap;
        this.format = format;
    }

    /** Takes a record. */
    public interface Reader<T> {
        void read(T message) throws IOException;
    }

    /**
     * All that is committed, in the order of each partition.
     *
     * @throws IOException if the reader does
     */
    public <T extends SpecificRecordBase> void all(String topic, Class<T> type, Reader<T> reader) throws IOException {
        TopicDecoder<T> decoder = format.decoder(type);
        try (KafkaConsumer<byte[], byte[]> consumer = Consumers.readCommitted(bootstrap);
                Offsets offsets = new Offsets(bootstrap)) {
            consumer.assign(offsets.partitions(List.of(topic)));
            consumer.seekToBeginning(consumer.assignment());
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    reader.read(decoder.decode(record.value()));
                }
            }
        }
    }
}
