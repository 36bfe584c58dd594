package io.m6flow.launcher.kafka;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream line by line without ever keeping more of a line than a limit: one endless line costs
 * itself only. Confined to one thread.
 */
final class BoundedLines implements Closeable {

    /**
     * A line as it stood, without its line break.
     *
     * @param number from 1
     * @param bytes the line, or null when it was longer than the limit
     * @param size in bytes
     * @param digest SHA-256 in hex, only of a line that was too long
     */
    record Line(
            long number,
            @Nullable ByteBuffer bytes,
            long size,
            @Nullable String digest) {}

    private final InputStream in;
    private final int limit;
    private long number;

    BoundedLines(InputStream in, int limit) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.limit = limit;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        MessageDigest digest = sha256();
        long size = 0;
        for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
            size++;
            digest.update((byte) b);
            if (size <= limit) {
                kept.write(b);
            }
        }
        number++;
        return size > limit
                ? new Line(number, null, size, HexFormat.of().formatHex(digest.digest()))
                : new Line(number, ByteBuffer.wrap(kept.toByteArray()), size, null);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
