package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.Rejections;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is to be done for contents into batches and sees each batch acknowledged. Confined to the task's thread,
 * timers included.
 *
 * @param <U> what is done for one content
 */
final class BatchWriter<U> implements SinkWriter<PublishedContent> {
    private final int size;
    private final Duration maxDelay;
    private final Function<PublishedContent, U> preparation;
    private final Destination<U> destination;
    private final Rejections rejections;
    private final ProcessingTimeService time;
    private final List<U> waiting = new ArrayList<>();

    /** Set while something waits. */
    private @Nullable ScheduledFuture<?> timer;

    /** Confined to the task's thread. */
    interface Destination<U> extends AutoCloseable {
        /**
         * Returns once all is acknowledged.
         *
         * @throws IOException if it is not; the whole batch may be applied again
         */
        void apply(List<U> batch) throws IOException;

        @Override
        void close();
    }

    /**
     * A writer with nothing in hand.
     *
     * @param size how many go together at most
     * @param maxDelay how long one waits for others at most
     * @param preparation throws IllegalArgumentException, with the cause and without the text, for content that can never
     *     be taken
     */
    BatchWriter(
            int size,
            Duration maxDelay,
            Function<PublishedContent, U> preparation,
            Destination<U> destination,
            Rejections rejections,
            ProcessingTimeService time) {
        this.size = size;
        this.maxDelay = maxDelay;
        this.preparation = preparation;
        this.destination = destination;
        this.rejections = rejections;
        this.time = time;
    }

    @Override
    public void write(PublishedContent content, Context context) throws IOException {
        U prepared;
        try {
            prepared = preparation.apply(content);
        } catch (IllegalArgumentException e) {
            rejections.reject(content, String.valueOf(e.getMessage()));
            return;
        }
        waiting.add(prepared);
        if (waiting.size() >= size) {
            send();
        } else if (timer == null) {
            timer = time.registerTimer(time.getCurrentProcessingTime() + maxDelay.toMillis(), now -> send());
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        send();
    }

    /** What is prepared stays in the list until it is acknowledged, so that a caller who goes on after an error loses nothing. */
    private void send() throws IOException {
        stopTimer();
        if (!waiting.isEmpty()) {
            destination.apply(waiting);
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
        destination.close();
        rejections.close();
    }
}
