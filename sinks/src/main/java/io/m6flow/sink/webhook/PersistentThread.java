package io.m6flow.sink.webhook;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats a step until it is closed; after one that failed it waits, longer each time, and logs only the
 * first failure of a row. Start and close once each, from any thread.
 */
public final class PersistentThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentThread.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);

    private final Thread thread;
    private final Step step;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The next failure's pause; null while all goes well. Confined to the thread. */
    private @Nullable Duration pause;

    /** Runs on the thread; whatever it throws, it is called again. */
    public interface Step {
        void run() throws InterruptedException;
    }

    public PersistentThread(String name, Step step) {
        this.thread = new Thread(this::run, name);
        this.step = step;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    step.run();
                    goesWell();
                } catch (RuntimeException e) {
                    pauseAfter(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted at its end", thread.getName());
        }
    }

    private void goesWell() {
        if (pause != null) {
            LOG.info("{} goes on", thread.getName());
            pause = null;
        }
    }

    private void pauseAfter(RuntimeException failure) throws InterruptedException {
        if (closed.getCount() == 0) {
            return;
        }
        Duration now = pause;
        if (now == null) {
            LOG.warn("{} cannot go on and tries again: {}", thread.getName(), failure.toString());
            now = FIRST_PAUSE;
        }
        closed.await(now.toMillis(), TimeUnit.MILLISECONDS);
        Duration next = now.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /** Lets the step that runs be the last, without waiting for its end. */
    public void stop() {
        closed.countDown();
    }

    /** Stops, waits for the end of the step, and interrupts it if that does not come. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
            thread.interrupt();
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
