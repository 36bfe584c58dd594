package io.m6flow.sink.postgres;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.Rejections;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Keeps a table in PostgreSQL for analysts: delivers at least once, and a repeat or an older publishSequence changes
 * nothing, so the effect is that of exactly once.
 *
 * <p>The table {@code content} has a row for each place with its newest content, or the tombstone of it; the view
 * {@code published} leaves tombstones out. Both are made at the start ({@code 1-content.sql}). A checkpoint completes only
 * when Postgres has committed all before it. What Postgres will never take, such as a text with a NUL character, costs
 * only itself: it is logged by its id, counted ({@code numRecordsSendErrors}) and kept by the rejections.
 */
public final class PostgresSink implements Sink<PublishedContent> {
    private static final long serialVersionUID = 1L;

    /** What the sink is called where it has dead letters. */
    public static final String NAME = "postgres";

    private final PostgresSettings settings;
    private final Rejections rejections;

    /** @param rejections takes what no row can hold */
    public PostgresSink(PostgresSettings settings, Rejections rejections) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.rejections = Objects.requireNonNull(rejections, "rejections");
    }

    @Override
    public SinkWriter<PublishedContent> createWriter(WriterInitContext context) throws IOException {
        SinkWriterMetricGroup metrics = context.metricGroup();
        TableWriter writer = new TableWriter(
                settings,
                context.getProcessingTimeService(),
                rejections,
                metrics.getNumRecordsSendCounter(),
                metrics.getNumRecordsSendErrorsCounter());
        try {
            writer.open();
            return writer;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, writer);
            throw e;
        } catch (InterruptedException e) {
            closeAfter(e, writer);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to Postgres", e);
        }
    }

    private static void closeAfter(Exception cause, TableWriter writer) {
        try {
            writer.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
