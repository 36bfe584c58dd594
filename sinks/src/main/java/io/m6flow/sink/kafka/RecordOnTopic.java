package io.m6flow.sink.kafka;

import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.SchemaRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What a record looks like on its topic. Confined to the task's thread. */
final class RecordOnTopic<T extends SpecificRecordBase>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Class<T> type;
    private final KeyFunction<T> key;
    private final HeadersFunction<T> headers;
    private final TopicFormat format;

    /** Made on the worker, where the record's class belongs to the job's own class loader. */
    private transient @Nullable TopicEncoder<T> encoder;

    RecordOnTopic(String topic, Class<T> type, KeyFunction<T> key, HeadersFunction<T> headers, TopicFormat format) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.type = Objects.requireNonNull(type, "type");
        this.key = Objects.requireNonNull(key, "key");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Registers the record's schema, so that a job that may not write does not begin to. A registry that is away fails
     * the task, which is started again; one that refuses the schema fails the job for good.
     */
    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) {
        TopicEncoder<T> opened = format.encoder(topic, type);
        try {
            opened.register();
        } catch (SchemaRefusedException e) {
            throw new SuppressRestartsException(e);
        }
        encoder = opened;
    }

    /**
     * Without a timestamp, so that Kafka keeps the record for the topic's retention from now on: the event's own time
     * would let a replay of last week's events vanish as soon as it is written.
     */
    @Override
    public ProducerRecord<byte[], byte[]> serialize(T message, KafkaSinkContext context, @Nullable Long eventTime) {
        return new ProducerRecord<>(
                topic,
                null,
                key.key(message).getBytes(StandardCharsets.UTF_8),
                Objects.requireNonNull(encoder, "open comes before serialize").encode(message),
                headers.headers(message));
    }

    /** A sink with pooled transactions asks for its topic here, to find the transactions of an earlier run. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
    }
}
