package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewQueueException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the pages that are open what changes in the queue, by server-sent events. One look a second serves all of
 * them, and nobody looks while nobody listens. A connection ends with its session, and by itself after
 * {@link #LONGEST}: the browser comes again, and so passes the gate again. Thread-safe.
 */
final class ChangeFeed implements AutoCloseable {
    static final String PATH = "/review/events";

    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int BEAT_EVERY = 10;
    private static final int MOST_LISTENERS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private final QueueWatch watch;
    private final Clock clock;
    private final ScheduledExecutorService looking;
    private final ExecutorService sending;
    private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();
    /** Runs while somebody listens. Guarded by this. */
    private @Nullable ScheduledFuture<?> looks;
    /** Confined to the looking thread, as is {@link #watch}. */
    private long lookedAt;

    private boolean isTroubled;

    /**
     * @param looking one thread that looks at the queue
     * @param sending writes to the connections, so that a slow one holds up no look
     */
    ChangeFeed(ReviewQueue queue, Clock clock, ScheduledExecutorService looking, ExecutorService sending) {
        this.watch = new QueueWatch(queue);
        this.clock = clock;
        this.looking = looking;
        this.sending = sending;
    }

    void addTo(RoutesConfig routes) {
        routes.sse(PATH, this::listen, Access.REVIEW);
        routes.after("/sign-out", this::forgetSession);
    }

    /** How many pages listen. */
    int listeners() {
        return listeners.size();
    }

    private void listen(SseClient client) {
        FeedListener listener = FeedListener.of(client, clock.instant(), sending);
        client.keepAlive();
        client.onClose(() -> drop(listener));
        if (listeners.size() >= MOST_LISTENERS) {
            client.close();
            return;
        }
        listeners.add(listener);
        listener.beat();
        start();
    }

    /** One look: what has changed goes to those who may see it. */
    void look() {
        listeners.stream().filter(each -> each.hasEnded(clock.instant())).forEach(FeedListener::close);
        if (listeners.isEmpty()) {
            stop();
            return;
        }
        lookedAt++;
        try {
            watch.changes().ifPresent(changes -> listeners.forEach(each -> each.tell(changes)));
            isTroubled = false;
        } catch (ReviewQueueException e) {
            if (!isTroubled) {
                LOG.warn("The queue does not answer; the pages hear nothing until it does", e);
            }
            isTroubled = true;
        }
        if (lookedAt % BEAT_EVERY == 0) {
            listeners.forEach(FeedListener::beat);
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("A look at the queue failed; the next one follows", e);
        }
    }

    private synchronized void start() {
        if (looks == null) {
            looks = looking.scheduleWithFixedDelay(this::lookSafely, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void stop() {
        if (looks != null && listeners.isEmpty()) {
            looks.cancel(false);
            looks = null;
        }
    }

    private void drop(FeedListener listener) {
        listeners.remove(listener);
    }

    private void forgetSession(Context request) {
        String session = request.cookie(Gate.SESSION_COOKIE);
        listeners.stream().filter(each -> each.belongsTo(session)).forEach(FeedListener::close);
    }

    @Override
    public void close() {
        listeners.forEach(FeedListener::close);
        looking.shutdownNow();
        sending.shutdown();
    }
}
