package io.m6flow.schema.codec;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * One record type to bytes and back, in Avro's single-object encoding: two marker bytes (C3 01), the
 * schema's 64-bit fingerprint (little endian), the binary record. The bytes describe themselves and
 * need no server. What an earlier version wrote is read as Avro resolves it to today's schema. Thread-safe.
 *
 * @param <T> a generated record
 */
public final class RecordCodec<T extends SpecificRecordBase> {
    static final int HEADER_BYTES = 10;

    static {
        AvroTrust.establish();
    }

    private final Class<T> type;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private RecordCodec(Class<T> type) {
        this.type = type;
        SpecificData model = SpecificData.getForClass(type);
        // Writes what lies inside the record, such as a draft's source, with generated code rather than by its schema.
        model.setCustomCoders(true);
        this.encoder = new BinaryMessageEncoder<>(model, model.getSchema(type));
        this.decoder = new BinaryMessageDecoder<>(model, model.getSchema(type));
        EarlierSchemas.of(type).forEach(decoder::addSchema);
    }

    public static <T extends SpecificRecordBase> RecordCodec<T> of(Class<T> type) {
        return new RecordCodec<>(Objects.requireNonNull(type, "type"));
    }

    /**
     * The record's bytes.
     *
     * @throws IllegalArgumentException if a required field of the record is missing
     */
    public byte[] encode(T message) {
        try {
            var buffer = encoder.encode(message);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException | AvroRuntimeException | NullPointerException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " cannot be written: " + e.getMessage() + "; set every required field", e);
        }
    }

    /**
     * The record that the bytes hold.
     *
     * @throws NotAMessageException if they hold none
     */
    public T decode(byte @Nullable [] bytes) {
        return tryDecode(bytes).fold(message -> message, reason -> {
            throw new NotAMessageException(reason);
        });
    }

    /** Never throws for what the bytes hold. */
    public Decoded<T> tryDecode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return refused("it is empty");
        }
        if (bytes.length < HEADER_BYTES || (bytes[0] & 0xFF) != 0xC3 || bytes[1] != 1) {
            return refused("it does not begin with the Avro single-object marker C3 01 and a fingerprint");
        }
        try {
            return new Decoded.Message<>(decoder.decode(bytes));
        } catch (MissingSchemaException e) {
            return refused(
                    "its schema fingerprint is unknown here: neither today's schema nor that of an earlier version");
        } catch (IOException | RuntimeException e) {
            return refused("its body is cut or broken (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Decoded<T> refused(String why) {
        return new Decoded.NotAMessage<>("no " + type.getSimpleName() + ": " + why
                + "; write it with Avro's single-object encoding of the current schema");
    }
}
