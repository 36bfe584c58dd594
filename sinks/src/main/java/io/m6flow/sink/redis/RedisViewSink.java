package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.Rejections;
import java.util.Objects;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Keeps the view in Redis that merchants and operators read: delivers at least once, and a repeat or an older
 * publishSequence changes nothing, so the effect is that of exactly once.
 *
 * <p>{@link io.m6flow.schema.id.ViewKeys} says where things stand. A place shows the content with the highest
 * publishSequence, or nothing if that one is a retraction; each change takes the next number in its listing's log, in
 * the same atomic step. A checkpoint completes only when Redis has acknowledged all
 * before it; an error fails the task with the ids, and Flink's restart repeats them.
 */
public final class RedisViewSink implements Sink<PublishedContent> {
    private static final long serialVersionUID = 1L;

    private final RedisViewSettings settings;
    private final Rejections rejections;

    /** @param rejections takes content that has no place in the view */
    public RedisViewSink(RedisViewSettings settings, Rejections rejections) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.rejections = Objects.requireNonNull(rejections, "rejections");
    }

    @Override
    public SinkWriter<PublishedContent> createWriter(WriterInitContext context) {
        return writer(context.getProcessingTimeService());
    }

    BatchWriter<ViewUpdate> writer(ProcessingTimeService time) {
        return new BatchWriter<>(
                settings.batchSize(), settings.maxDelay(), ViewUpdate::of, new RedisView(settings), rejections, time);
    }
}
