package io.m6flow.schema.codec;

import io.m6flow.schema.registry.SchemaDifference;
import io.m6flow.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type from the bytes of topics, in both formats of {@link TopicFormat}. What was written with another
 * version of the schema is read as Avro resolves it to ours. Thread-safe.
 *
 * @param <T> a generated record
 */
public final class TopicDecoder<T extends SpecificRecordBase> {
    private final Class<T> type;
    private final RecordCodec<T> selfDescribing;
    private final SpecificData model;
    private final @Nullable SchemaRegistry registry;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final Map<Integer, Decoded.NotAMessage<T>> unfit = new ConcurrentHashMap<>();

    TopicDecoder(Class<T> type, @Nullable SchemaRegistry registry) {
        this.type = type;
        this.selfDescribing = RecordCodec.of(type);
        this.model = SpecificData.getForClass(type);
        this.registry = registry;
    }

    /**
     * The record that the bytes hold.
     *
     * @throws NotAMessageException if they hold none
     * @throws io.m6flow.schema.registry.RegistryException as {@link #tryDecode}
     */
    public T decode(byte @Nullable [] bytes) {
        return tryDecode(bytes).fold(message -> message, reason -> {
            throw new NotAMessageException(reason);
        });
    }

    /**
     * The record that the bytes hold, or why they hold none.
     *
     * @throws io.m6flow.schema.registry.RegistryException if the schema must be found first and the registry does not
     *     answer: that tells nothing about the bytes, which are to be read again later
     */
    public Decoded<T> tryDecode(byte @Nullable [] bytes) {
        if (bytes == null || !WireFormat.begins(bytes)) {
            return selfDescribing.tryDecode(bytes);
        }
        if (bytes.length < WireFormat.HEADER_BYTES) {
            return refused(
                    "it begins with 00, as records of a schema registry do, but is cut before its schema's id ends");
        }
        int id = WireFormat.id(bytes);
        if (id < 1) {
            return refused("it begins with 00, as records of a schema registry do, but " + id + " is no schema's id");
        }
        if (registry == null) {
            return refused("its schema has the id " + id + " in a registry, and none is configured here; set"
                    + " schema.registry.url, or write it with Avro's single-object encoding");
        }
        DatumReader<T> reader = readers.get(id);
        return reader == null ? firstOf(id, bytes, registry) : read(id, bytes, reader);
    }

    private Decoded<T> firstOf(int id, byte[] bytes, SchemaRegistry asked) {
        Decoded<T> known = unfit.get(id);
        return known == null ? asked.find(id).fold(writer -> begin(id, bytes, writer), this::refused) : known;
    }

    private Decoded<T> begin(int id, byte[] bytes, Schema writer) {
        Schema ours = model.getSchema(type);
        String difference = SchemaDifference.between(ours, writer).orElse("");
        if (!difference.isEmpty()) {
            Decoded.NotAMessage<T> refused = refused("its schema (id " + id + ") does not fit ours: " + difference
                    + "; write it with a compatible schema");
            unfit.put(id, refused);
            return refused;
        }
        DatumReader<T> reader = new SpecificDatumReader<>(writer, ours, model);
        readers.put(id, reader);
        return read(id, bytes, reader);
    }

    private Decoded<T> read(int id, byte[] bytes, DatumReader<T> reader) {
        try {
            BinaryDecoder body = DecoderFactory.get()
                    .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);
            T message = reader.read(null, body);
            return body.isEnd()
                    ? new Decoded.Message<>(message)
                    : refused("more follows where a record of its schema (id " + id + ") ends");
        } catch (IOException | RuntimeException e) {
            return refused("its body is no record of its schema (id " + id + "), or is cut or broken ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private Decoded.NotAMessage<T> refused(String why) {
        return new Decoded.NotAMessage<>("no " + type.getSimpleName() + ": " + why);
    }
}
