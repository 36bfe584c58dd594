package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/** Gathers updates into batches and sees each batch acknowledged. Confined to the task's thread, timers included. */
final class ViewWriter implements SinkWriter<PublishedContent> {
    private final RedisViewSettings settings;
    private final ProcessingTimeService time;
    private final RedisView view;
    private final List<ViewUpdate> waiting = new ArrayList<>();

    /** Set while updates wait. */
    private @Nullable ScheduledFuture<?> timer;

    ViewWriter(RedisViewSettings settings, ProcessingTimeService time) {
        this.settings = settings;
        this.time = time;
        this.view = new RedisView(settings);
    }

    @Override
    public void write(PublishedContent content, Context context) throws IOException {
        waiting.add(ViewUpdate.of(content));
        if (waiting.size() >= settings.batchSize()) {
            send();
        } else if (timer == null) {
            long due = time.getCurrentProcessingTime() + settings.maxDelay().toMillis();
            timer = time.registerTimer(due, now -> send());
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        send();
    }

    /** An update stays in the list until Redis has it, so that a caller who goes on after an error loses nothing. */
    private void send() throws IOException {
        stopTimer();
        if (!waiting.isEmpty()) {
            view.apply(waiting);
            waiting.clear();
        }
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
    public void close() {
        stopTimer();
        view.close();
    }
}
