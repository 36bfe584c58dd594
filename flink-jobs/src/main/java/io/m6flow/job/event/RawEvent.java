package io.m6flow.job.event;

import io.m6flow.schema.EventOrigin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stood on its topic: where, when it arrived and the bytes, kept so that a dead letter can show them.
 *
 * @param bytes the record's value; empty if it is larger than {@value #MAX_KEPT_BYTES}, where the digest stands instead
 * @param digest SHA-256 in hex of bytes that were not kept, else null
 * @param size the value's length in bytes
 */
// The array is never changed after the source handed it over; Flink has a fast serializer for it, and none for
// ByteBuffer.
@SuppressWarnings("ArrayRecordComponent")
public record RawEvent(
        EventOrigin origin,
        Instant arrival,
        byte[] bytes,
        @Nullable String digest,
        long size) {

    /** What a dead letter may carry. */
    public static final int MAX_KEPT_BYTES = 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];

    /** Keeps the bytes if they are not too many. */
    public static RawEvent of(EventOrigin origin, Instant arrival, byte @Nullable [] bytes) {
        if (bytes == null) {
            return new RawEvent(origin, arrival, NOTHING, null, 0);
        }
        return bytes.length <= MAX_KEPT_BYTES
                ? new RawEvent(origin, arrival, bytes, null, bytes.length)
                : new RawEvent(origin, arrival, NOTHING, sha256(bytes), bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
