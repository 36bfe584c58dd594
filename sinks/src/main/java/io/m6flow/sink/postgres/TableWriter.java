package io.m6flow.sink.postgres;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.Rejections;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers content into batches and sees each batch committed or rejected. While Postgres is away it tries again with
 * growing pauses, which hold up the task; then it fails. Confined to the task's thread, timers included.
 */
final class TableWriter implements SinkWriter<PublishedContent> {
    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);
    private static final int IDS_IN_MESSAGES = 10;

    private final PostgresSettings settings;
    private final ProcessingTimeService time;
    private final Rejections rejections;
    private final Counter written;
    private final Counter rejected;
    private final PublishedTable table;
    private final List<PublishedContent> waiting = new ArrayList<>();

    /** Set while content waits. */
    private @Nullable ScheduledFuture<?> timer;

    TableWriter(
            PostgresSettings settings,
            ProcessingTimeService time,
            Rejections rejections,
            Counter written,
            Counter rejected) {
        this.settings = settings;
        this.time = time;
        this.rejections = rejections;
        this.written = written;
        this.rejected = rejected;
        this.table = new PublishedTable(settings);
    }

    private interface Step<T> {
        T run() throws SQLException, IOException;
    }

    /** Makes the table ready, so that analysts find it before the first publication. */
    void open() throws IOException, InterruptedException {
        patiently(() -> {
            table.open();
            return table;
        });
    }

    @Override
    public void write(PublishedContent content, Context context) throws IOException, InterruptedException {
        waiting.add(content);
        if (waiting.size() >= settings.batchSize()) {
            send();
        } else if (timer == null) {
            long due = time.getCurrentProcessingTime() + settings.maxDelay().toMillis();
            timer = time.registerTimer(due, now -> send());
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        send();
    }

    /** Content stays in the list until Postgres has it, so that a caller who goes on after an error loses nothing. */
    private void send() throws IOException, InterruptedException {
        stopTimer();
        if (waiting.isEmpty()) {
            return;
        }
        List<PublishedTable.Refused> refused = patiently(() -> table.upsert(waiting));
        for (PublishedTable.Refused content : refused) {
            LOG.warn("Postgres will never take {}: {}", id(content.content()), content.cause());
            rejections.reject(content.content(), content.cause());
        }
        rejected.inc(refused.size());
        written.inc(waiting.size() - refused.size());
        waiting.clear();
    }

    private <T> T patiently(Step<T> step) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.run();
            } catch (SQLException e) {
                if (SqlFault.of(e) != SqlFault.PASSING
                        || attempt >= settings.retries().attempts()) {
                    throw failure(attempt, e);
                }
                LOG.debug("attempt {} at Postgres failed: {}", attempt, e.getMessage());
                Thread.sleep(settings.retries().pauseAfter(attempt).toMillis());
            }
        }
    }

    private IOException failure(int attempts, SQLException cause) {
        String ids =
                waiting.stream().limit(IDS_IN_MESSAGES).map(TableWriter::id).collect(Collectors.joining(", "));
        String more = waiting.size() > IDS_IN_MESSAGES ? ", …" : "";
        return new IOException(
                "Postgres at %s (schema %s) failed %d time(s) with %d row(s) waiting (%s%s): %s; they are repeated when the job restarts"
                        .formatted(
                                settings.address(),
                                settings.schema(),
                                attempts,
                                waiting.size(),
                                ids,
                                more,
                                cause.getMessage()),
                cause);
    }

    private static String id(PublishedContent content) {
        return content.getContentId() + "@" + content.getPublishSequence();
    }

    private void stopTimer() {
        ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /** What still waits is not written: Flink closes a writer either after its last flush or to repeat from there. */
    @Override
    public void close() throws IOException {
        stopTimer();
        table.close();
        rejections.close();
    }
}
