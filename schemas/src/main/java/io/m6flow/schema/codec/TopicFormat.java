package io.m6flow.schema.codec;

import io.m6flow.schema.registry.RegistrySettings;
import io.m6flow.schema.registry.SchemaRegistry;
import io.m6flow.schema.registry.SharedRegistries;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * How records look on topics: with a registry, framed with the id of their schema there (Confluent's wire format);
 * without one, in Avro's single-object encoding, which describes itself. Reading takes both, record by record; only what
 * is framed needs the registry. Travels to wherever a job runs, and holds no password.
 *
 * @param registry where schemas are registered and found, or null for none
 */
public record TopicFormat(@Nullable RegistrySettings registry) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Without a registry. */
    public static final TopicFormat SELF_DESCRIBING = new TopicFormat(null);

    public static TopicFormat registeredAt(RegistrySettings registry) {
        return new TopicFormat(registry);
    }

    /** Reads records of this type, whichever topic they stand on. */
    public <T extends SpecificRecordBase> TopicDecoder<T> decoder(Class<T> type) {
        return new TopicDecoder<>(type, openRegistry());
    }

    /** Writes records of this type for this topic. */
    public <T extends SpecificRecordBase> TopicEncoder<T> encoder(String topic, Class<T> type) {
        return new TopicEncoder<>(topic, type, openRegistry());
    }

    private @Nullable SchemaRegistry openRegistry() {
        return registry == null ? null : SharedRegistries.at(registry);
    }
}
