package io.m6flow.schema.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The frame of a message whose schema stands in a registry: a zero byte, the schema's id (big endian), the binary record. */
final class WireFormat {
    static final int HEADER_BYTES = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static boolean begins(byte @Nullable [] bytes) {
        return bytes != null && bytes.length > 0 && bytes[0] == MAGIC;
    }

    /** The id in a header that is whole. */
    static int id(byte[] bytes) {
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }

    /** Frames the bytes from an offset on. */
    static byte[] frame(int id, byte[] bytes, int offset) {
        int length = bytes.length - offset;
        return ByteBuffer.allocate(HEADER_BYTES + length)
                .put(MAGIC)
                .putInt(id)
                .put(bytes, offset, length)
                .array();
    }
}
