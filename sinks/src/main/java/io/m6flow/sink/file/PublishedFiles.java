package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Published content as files, exactly once.
 *
 * <pre>
 * date=2026-11-22/.published-….jsonl            one a writer and checkpoint, at work; nobody reads what begins with a dot
 * date=2026-11-22/compacted-published-….jsonl   many of those joined: finished, and never changed
 * </pre>
 *
 * <p>A checkpoint makes rows safe; each so many checkpoints, or sooner when 64 MiB wait, one file is made of them. The
 * files are a history, retractions included, in folders by the day (UTC) of publication or retraction; a reader takes the
 * row with the highest publishSequence of a tenant, kind and subject over all folders.
 */
public final class PublishedFiles {
    private static final long MOST_BYTES = 64L << 20;

    private PublishedFiles() {}

    /**
     * Files in a directory.
     *
     * @param directory of any file system that Flink knows, such as {@code Path.of("out").toUri()}
     * @param checkpoints how many go into one file, at least 1
     */
    public static FileSink<PublishedContent> in(URI directory, FileFormat format, int checkpoints) {
        return FileSink.<PublishedContent>forRowFormat(new Path(directory), Rows.ENCODER)
                .withBucketAssigner(ByDay.INSTANCE)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("published")
                        .withPartSuffix(format.suffix())
                        .build())
                .enableCompact(
                        FileCompactStrategy.Builder.newBuilder()
                                .enableCompactionOnCheckpoint(checkpoints)
                                .setSizeThreshold(MOST_BYTES)
                                .build(),
                        new JoinRows(format))
                .build();
    }

    /**
     * Whether some of what was written since a time still waits for its file, in a directory on this machine. An attempt
     * that failed may leave such files for ever.
     */
    public static boolean atWork(java.nio.file.Path directory, Instant since) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<java.nio.file.Path> files = Files.find(
                directory,
                2,
                (file, known) -> known.isRegularFile()
                        && file.getFileName().toString().startsWith(".")
                        && known.lastModifiedTime().toInstant().isAfter(since))) {
            return files.findAny().isPresent();
        } catch (IOException | UncheckedIOException e) {
            // A file went away while we looked, so something is at work.
            return true;
        }
    }

    private enum ByDay implements BucketAssigner<PublishedContent, String> {
        INSTANCE;

        @Override
        public String getBucketId(PublishedContent content, Context context) {
            return "date=" + LocalDate.ofInstant(content.getPublishedAt(), ZoneOffset.UTC);
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
