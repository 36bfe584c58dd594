package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Published content as JSON Lines, exactly once: a checkpoint closes the files begun since the one before.
 *
 * <p>Finished files are named {@code published-….jsonl} and never change; those that begin with a dot are at work,
 * or left over from an attempt that failed, and nobody reads them. The lines are a history, retractions included; a reader takes the line with the highest publishSequence of a tenant, kind
 * and subject.
 */
public final class JsonLinesSink {
    private JsonLinesSink() {}

    /** Files in a directory of any file system that Flink knows, such as {@code Path.of("out").toUri()}. */
    public static FileSink<PublishedContent> in(URI directory) {
        return FileSink.<PublishedContent>forRowFormat(new Path(directory), new Line())
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("published")
                        .withPartSuffix(".jsonl")
                        .build())
                .build();
    }

    private static final class Line implements Encoder<PublishedContent> {
        private static final long serialVersionUID = 1L;

        @Override
        public void encode(PublishedContent content, OutputStream out) throws IOException {
            out.write((JsonRecords.line(content) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
