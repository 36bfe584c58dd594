package io.m6flow.review.kafka;

import io.m6flow.review.Outbox;
import io.m6flow.review.RelayStatus;
import io.m6flow.review.ReviewTopics;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries every decision from the outbox to Kafka, sealed into the audit chain, each exactly once, and the feedback of
 * what was sent back in the same transaction. It has a
 * thread of its own, sleeps until {@link #wake()} or half a second has passed, and waits for Redis and Kafka
 * to come back when they are away. One relay may run at a time: a second one fences the first. Thread-safe.
 */
public final class DecisionRelay implements AutoCloseable {
    private static final long LOOKS_EVERY_MILLIS = 500;

    private final Outbox outbox;
    private final String bootstrapServers;
    private final ReviewTopics topics;
    private final String writer;
    private final Semaphore work = new Semaphore(0);
    private final AtomicLong sent = new AtomicLong();
    private final PersistentThread thread = new PersistentThread("review-relay", this::relay);

    /**
     * A relay that does not run yet.
     *
     * @param topics where decisions and feedback go
     * @param writer the name under which it writes to Kafka, the same for ever
     */
    public DecisionRelay(Outbox outbox, String bootstrapServers, ReviewTopics topics, String writer) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.topics = Objects.requireNonNull(topics, "topics");
        this.writer = Objects.requireNonNull(writer, "writer");
    }

    public void start() {
        thread.start();
    }

    /** There is something in the outbox. Never blocks. */
    public void wake() {
        work.release();
    }

    public RelayStatus status() {
        return new RelayStatus(sent.get(), thread.status());
    }

    private void relay(PersistentThread self) throws InterruptedException {
        try (DecisionTopic decisions = DecisionTopic.open(bootstrapServers, topics, writer)) {
            RelaySteps steps = new RelaySteps(outbox, decisions);
            steps.recover();
            while (!self.isClosed()) {
                // What is added while this round runs wakes the next one.
                work.drainPermits();
                boolean busy = round(steps);
                self.goesWell();
                if (!busy && !self.isClosed()) {
                    awaitWork();
                }
            }
        }
    }

    private boolean round(RelaySteps steps) {
        boolean busy = steps.seal() > 0;
        while (steps.send()) {
            sent.addAndGet(steps.acknowledge());
            busy = true;
        }
        return busy;
    }

    private void awaitWork() throws InterruptedException {
        if (work.tryAcquire(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    /** Stops after the round that runs; what is left goes out after the next start. */
    @Override
    public void close() {
        wake();
        thread.close();
    }
}
