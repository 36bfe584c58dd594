package io.m6flow.review.kafka;

import io.m6flow.review.PartStatus;
import io.m6flow.review.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does its work until it is closed, and begins anew, a little later each time, when the work
 * fails. Start and close once each, from any thread; the rest is for the work, on the thread itself.
 */
final class PersistentThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentThread.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);

    private final String name;
    private final Work work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private final Pulse pulse = new Pulse(InstantSource.system());
    private Duration pause = FIRST_PAUSE;

    /** Returns when the thread is closed; whatever it throws, it is called again. */
    interface Work {
        void run(PersistentThread thread) throws InterruptedException;
    }

    PersistentThread(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException(name + " was started before");
        }
        Thread started = new Thread(this::run, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    PartStatus status() {
        Thread started = thread;
        return pulse.status(started != null && started.isAlive());
    }

    /** The work goes on: the next failure counts as the first. */
    void goesWell() {
        if (pulse.goesWell()) {
            LOG.info("{} goes on", name);
            pause = FIRST_PAUSE;
        }
    }

    /** Waits that long, or until the close. */
    void rest(Duration time) throws InterruptedException {
        boolean unused = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits after a failure, longer each time; logs only the first of a row. */
    void pauseAfter(RuntimeException failure) throws InterruptedException {
        if (pulse.fails(String.valueOf(failure.getMessage()))) {
            LOG.warn("{} cannot go on and tries again: {}", name, failure.toString());
        }
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        pause = pause.multipliedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                try {
                    work.run(this);
                } catch (RuntimeException e) {
                    if (!isClosed()) {
                        pauseAfter(e);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted at its end", name);
        }
    }

    /** Lets the work come to its end, and interrupts it if it does not. */
    @Override
    public void close() {
        closed.countDown();
        Thread started = thread;
        if (started == null) {
            return;
        }
        try {
            started.join(PATIENCE_AT_CLOSE.toMillis());
            started.interrupt();
            started.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            started.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
