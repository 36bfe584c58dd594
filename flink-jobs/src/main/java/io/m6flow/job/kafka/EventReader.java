package io.m6flow.job.kafka;

import io.m6flow.job.event.RawEvent;
import io.m6flow.job.event.Received;
import io.m6flow.job.event.Reception;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.codec.ReplayHeader;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads every record of a topic: as an event, or as the reason why it is none. Never throws for what it reads, only for
 * a schema registry that does not answer.
 */
final class EventReader<T extends SpecificRecordBase> implements KafkaRecordDeserializationSchema<Received<T>> {
    private static final long serialVersionUID = 1L;

    private final Reception<T> reception;
    private final TypeInformation<Received<T>> type;

    EventReader(Reception<T> reception, TypeInformation<Received<T>> type) {
        this.reception = reception;
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> found, Collector<Received<T>> out) {
        EventOrigin origin = new EventOrigin(found.topic(), found.partition(), found.offset());
        RawEvent raw = RawEvent.of(origin, Instant.ofEpochMilli(found.timestamp()), found.value());
        Received<T> received = reception.receive(raw, found.value());
        out.collect(replayed(found).map(received::replayedFor).orElse(received));
    }

    private static Optional<Kind> replayed(ConsumerRecord<byte[], byte[]> found) {
        Header header = found.headers().lastHeader(ReplayHeader.NAME);
        return header == null || header.value() == null ? Optional.empty() : ReplayHeader.read(header.value());
    }

    @Override
    public TypeInformation<Received<T>> getProducedType() {
        return type;
    }
}
