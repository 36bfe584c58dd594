package io.m6flow.benchmark.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How often this disk makes a small write durable, one after another: the limit of whoever waits for each by itself. */
final class FsyncProbe {
    /** About what a decision adds to Redis' append-only file. */
    private static final int BYTES = 2048;

    private FsyncProbe() {}

    static double perSecond(Path directory, Duration time, LongSupplier nanos) {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "fsync", ".probe");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.allocate(BYTES);
                long start = nanos.getAsLong();
                long synced = 0;
                while (nanos.getAsLong() - start < time.toNanos()) {
                    channel.write(bytes.rewind());
                    channel.force(false);
                    synced++;
                }
                return synced * 1e9 / (nanos.getAsLong() - start);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot measure the disk of " + directory, e);
        }
    }
}
