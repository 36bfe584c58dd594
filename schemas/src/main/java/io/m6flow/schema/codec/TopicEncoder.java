package io.m6flow.schema.codec;

import io.m6flow.schema.registry.SchemaRegistry;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type to the bytes that one topic carries. With a registry, the schema is registered under the topic's
 * name and {@code -value} before the first record. Thread-safe.
 *
 * @param <T> a generated record
 */
public final class TopicEncoder<T extends SpecificRecordBase> {
    private final String subject;
    private final RecordCodec<T> codec;
    private final Schema schema;
    private final @Nullable SchemaRegistry registry;

    TopicEncoder(String topic, Class<T> type, @Nullable SchemaRegistry registry) {
        this.subject = Objects.requireNonNull(topic, "topic") + "-value";
        this.codec = RecordCodec.of(type);
        this.schema = PlainSchema.of(type);
        this.registry = registry;
    }

    /**
     * Registers the schema now rather than before the first record; without a registry nothing happens.
     *
     * @throws io.m6flow.schema.registry.SchemaRefusedException if the registry does not take it
     * @throws io.m6flow.schema.registry.RegistryException if there is no registry to be reached
     */
    public void register() {
        if (registry != null) {
            int unused = registry.register(subject, schema);
        }
    }

    /**
     * The record's bytes.
     *
     * @throws IllegalArgumentException if a required field of the record is missing
     * @throws io.m6flow.schema.registry.RegistryException as {@link #register()}
     */
    public byte[] encode(T message) {
        byte[] bytes = codec.encode(message);
        // Both formats carry the same body behind their headers.
        return registry == null
                ? bytes
                : WireFormat.frame(registry.register(subject, schema), bytes, RecordCodec.HEADER_BYTES);
    }
}
