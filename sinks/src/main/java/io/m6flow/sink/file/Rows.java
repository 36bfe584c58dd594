package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.RecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.flink.api.common.serialization.Encoder;

/**
 * Content as it waits to be joined into a file: each record's length in 4 bytes, highest first, then its bytes in our own
 * encoding, which an upgrade of this program still reads.
 */
final class Rows {
    private static final RecordCodec<PublishedContent> CODEC = RecordCodec.of(PublishedContent.class);

    static final Encoder<PublishedContent> ENCODER = Rows::write;

    private Rows() {}

    private static void write(PublishedContent content, OutputStream out) throws IOException {
        byte[] bytes = CODEC.encode(content);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.write(bytes);
    }

    /** The next one, or empty at the end. */
    static Optional<PublishedContent> read(InputStream in) throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        return length.length == 0
                ? Optional.empty()
                : Optional.of(CODEC.decode(in.readNBytes(ByteBuffer.wrap(length).getInt())));
    }
}
