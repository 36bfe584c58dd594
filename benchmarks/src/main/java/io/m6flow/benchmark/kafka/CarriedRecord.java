package io.m6flow.benchmark.kafka;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record's bytes on their way from topic to topic. */
// Nobody changes the arrays between the source that made them and the sink that writes them.
@SuppressWarnings("ArrayRecordComponent")
public record CarriedRecord(byte[] key, byte[] value) {
    static final TypeInformation<CarriedRecord> TYPE = TypeInformation.of(CarriedRecord.class);

    /** Takes the bytes as they come. */
    static final class Reading implements KafkaRecordDeserializationSchema<CarriedRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> found, Collector<CarriedRecord> out) {
            out.collect(new CarriedRecord(found.key(), found.value()));
        }

        @Override
        public TypeInformation<CarriedRecord> getProducedType() {
            return TYPE;
        }
    }

    /** Writes the bytes as they came. */
    static final class Writing implements KafkaRecordSerializationSchema<CarriedRecord>, KafkaDatasetFacetProvider {
        private static final long serialVersionUID = 1L;

        private final String topic;

        Writing(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                CarriedRecord carried, KafkaSinkContext context, @Nullable Long eventTime) {
            return new ProducerRecord<>(topic, carried.key(), carried.value());
        }

        /** A sink with pooled transactions asks for its topic here. */
        @Override
        public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
            return Optional.of(new DefaultKafkaDatasetFacet(
                    DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
        }
    }
}
