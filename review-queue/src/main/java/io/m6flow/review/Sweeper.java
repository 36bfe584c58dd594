package io.m6flow.review;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps again and again: leases that ended, deadlines that passed, items decided long ago. A sweep that fails is tried again at the
 * next turn; several sweepers on one queue do no harm. It has a thread of its own. Thread-safe.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final int PATIENCE_SECONDS = 5;

    private final Supplier<SweepReport> sweep;
    private final Duration every;
    private @Nullable ScheduledExecutorService timer;
    private final Pulse pulse = new Pulse(InstantSource.system());
    private final AtomicLong failures = new AtomicLong();

    public Sweeper(Supplier<SweepReport> sweep, Duration every) {
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException("every must be at least 1 ms, was " + every);
        }
        this.sweep = Objects.requireNonNull(sweep, "sweep");
        this.every = every;
    }

    public synchronized void start() {
        if (timer != null) {
            throw new IllegalStateException("the sweeper was started before");
        }
        var started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "review-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = started.scheduleWithFixedDelay(this::sweepOnce, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    public synchronized SweeperStatus status() {
        return new SweeperStatus(failures.get(), pulse.status(timer != null && !timer.isTerminated()));
    }

    /** A task that throws is never run again by its timer, so nothing may leave here. */
    private void sweepOnce() {
        try {
            SweepReport report = sweep.get();
            pulse.goesWell();
            if (!report.isNothing()) {
                LOG.debug(
                        "{} items wait again, {} are past their deadline, {} are purged",
                        report.returned(),
                        report.expired(),
                        report.purged());
            }
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            if (pulse.fails(String.valueOf(e.getMessage()))) {
                LOG.warn("cannot sweep and tries again: {}", e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
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
