package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.Rejections;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Records for each endpoint of webhooks what it is to be told of published content, at least once and kept once by its
 * id; the deliverer sends it. Which endpoints there are and what they want stands beside it in Redis, so that they change
 * without this job. A checkpoint completes only when Redis has acknowledged all before it.
 */
public final class WebhookSink implements Sink<PublishedContent> {
    private static final long serialVersionUID = 1L;
    private static final int BATCH_SIZE = 256;
    private static final Duration MAX_DELAY = Duration.ofMillis(100);

    private final URI redis;
    private final Rejections rejections;

    /**
     * A sink that has not connected yet.
     *
     * @param redis {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} for TLS; the deliverer's
     * @param rejections takes content that cannot be a webhook, and what is too much for an endpoint
     */
    public WebhookSink(URI redis, Rejections rejections) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.rejections = Objects.requireNonNull(rejections, "rejections");
    }

    @Override
    public SinkWriter<PublishedContent> createWriter(WriterInitContext context) {
        return writer(new RedisIntents(redis), context.getProcessingTimeService());
    }

    BatchWriter<Announcement> writer(RedisIntents store, ProcessingTimeService time) {
        return new BatchWriter<>(
                BATCH_SIZE, MAX_DELAY, Announcement::of, new Announcements(store, rejections), rejections, time);
    }
}
