package io.m6flow.review.recall;

import io.m6flow.review.PartStatus;
import io.m6flow.review.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was ordered, on a thread of its own, and looks for more once a while: so a recall goes on after a
 * restart and whichever service it was ordered at. Several workers on one store do no harm. Thread-safe.
 */
public final class RecallWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecallWorker.class);
    private static final int PATIENCE_SECONDS = 5;

    private final Recalls recalls;
    private final Duration every;
    private final Pulse pulse = new Pulse(InstantSource.system());
    private @Nullable ScheduledExecutorService timer;
    private volatile boolean closing;

    public RecallWorker(Recalls recalls, Duration every) {
        this.recalls = Objects.requireNonNull(recalls, "recalls");
        this.every = every;
    }

    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "review-recall");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = started.scheduleWithFixedDelay(this::work, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    public synchronized PartStatus status() {
        return pulse.status(timer != null && !timer.isTerminated());
    }

    /** A task that throws is never run again by its timer, so nothing may leave here. */
    private void work() {
        try {
            boolean more = true;
            while (more && !closing) {
                more = recalls.step();
                pulse.goesWell();
            }
        } catch (RuntimeException e) {
            if (pulse.fails(String.valueOf(e.getMessage()))) {
                LOG.warn("a recall cannot go on and tries again: {}", e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        if (timer == null) {
            return;
        }
        timer.shutdown();
        try {
            if (!timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
