package io.m6flow.review.web;

import io.javalin.http.sse.SseClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection that listens. What it is told is written in order by one thread at a time; one that does not take it in
 * within {@link #PATIENCE} has ended and may come again. Thread-safe.
 */
final class FeedListener {
    /** How long what is told at once may take. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SseClient client;
    private final Caller caller;
    private final Instant ends;
    private final Clock clock;
    private final Executor sending;
    /** Told and not yet written; an empty list says nothing. */
    private final Queue<List<ServerEvent>> untaken = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isSending = new AtomicBoolean();
    private volatile Instant began;
    private volatile Runnable whenTaken = () -> {};

    FeedListener(SseClient client, Caller caller, Duration longest, Clock clock, Executor sending) {
        this.client = client;
        this.caller = caller;
        this.clock = clock;
        this.began = clock.instant();
        this.ends = began.plus(longest);
        this.sending = sending;
    }

    Caller caller() {
        return caller;
    }

    Principal principal() {
        return caller.principal();
    }

    /** Runs the action, on a thread that sends, whenever all that was told is written. */
    void whenTaken(Runnable action) {
        whenTaken = action;
    }

    boolean isClosed() {
        return client.terminated();
    }

    /** Whether nothing that it was told is still to be written. */
    boolean isIdle() {
        return !isSending.get();
    }

    boolean hasEnded(Instant now) {
        return isClosed() || !now.isBefore(ends) || isStuck(now);
    }

    private boolean isStuck(Instant now) {
        return !isIdle() && Duration.between(began, now).compareTo(PATIENCE) > 0;
    }

    boolean belongsTo(@Nullable String session) {
        Session own = caller.session();
        return own != null && own.id().equals(session);
    }

    /** Says nothing, so that a connection that is gone is found out, and none in between thinks it idle. */
    void beat() {
        tell(List.of());
    }

    void tell(List<ServerEvent> events) {
        untaken.add(List.copyOf(events));
        sendUnlessSending();
    }

    void close() {
        client.close();
    }

    private void sendUnlessSending() {
        if (isSending.compareAndSet(false, true)) {
            began = clock.instant();
            try {
                sending.execute(this::sendAll);
            } catch (RejectedExecutionException e) {
                // The server closes.
                close();
            }
        }
    }

    private void sendAll() {
        for (List<ServerEvent> events = untaken.poll(); events != null; events = untaken.poll()) {
            began = clock.instant();
            write(events);
        }
        isSending.set(false);
        if (untaken.isEmpty()) {
            whenTaken.run();
        } else {
            sendUnlessSending();
        }
    }

    private void write(List<ServerEvent> events) {
        try {
            if (events.isEmpty() && !client.terminated()) {
                client.sendComment("beat");
            }
            for (ServerEvent event : events) {
                if (!client.terminated()) {
                    client.sendEvent(event.name(), event.data(), event.id().isEmpty() ? null : event.id());
                }
            }
        } catch (RuntimeException e) {
            // The connection ended while it was written to: whoever listened comes again.
            close();
        }
    }
}
