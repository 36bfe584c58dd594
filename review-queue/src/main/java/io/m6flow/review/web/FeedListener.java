package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One page that listens. What it is told is written in order by one thread at a time; a page that does not take it in
 * loses its connection and may come again. Thread-safe.
 */
final class FeedListener {
    private static final int MOST_UNSENT = 60;
    private static final String BEAT = "";

    private final SseClient client;
    private final Principal principal;
    private final @Nullable String session;
    private final Instant ends;
    private final Executor sending;
    private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isSending = new AtomicBoolean();

    private FeedListener(
            SseClient client, Principal principal, @Nullable String session, Instant ends, Executor sending) {
        this.client = client;
        this.principal = principal;
        this.session = session;
        this.ends = ends;
        this.sending = sending;
    }

    static FeedListener of(SseClient client, Instant now, Executor sending) {
        Context request = client.ctx();
        boolean isBrowser = !Caller.csrfOf(request).isEmpty();
        return new FeedListener(
                client,
                Caller.of(request),
                isBrowser ? request.cookie(Gate.SESSION_COOKIE) : null,
                now.plus(ChangeFeed.LONGEST),
                sending);
    }

    boolean hasEnded(Instant now) {
        return client.terminated() || !now.isBefore(ends);
    }

    boolean belongsTo(@Nullable String other) {
        return session != null && session.equals(other);
    }

    void tell(QueueWatch.Changes changes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("waiting", changes.waiting());
        ArrayNode items = json.putArray("items");
        changes.items().forEach((ref, standing) -> {
            if (principal.mayRead(ref.tenant())) {
                items.addObject()
                        .put("item", ItemParameter.write(ref))
                        .put("state", standing.state().name())
                        .put("by", standing.by())
                        .put("mine", standing.by().equals(principal.name()));
            }
        });
        send(json.toString());
    }

    /** Says nothing, so that a connection that is gone is found out, and none in between thinks it idle. */
    void beat() {
        send(BEAT);
    }

    void close() {
        client.close();
    }

    private void send(String data) {
        if (unsent.size() >= MOST_UNSENT) {
            close();
            return;
        }
        unsent.add(data);
        if (isSending.compareAndSet(false, true)) {
            sendOnOtherThread();
        }
    }

    private void sendOnOtherThread() {
        try {
            sending.execute(this::sendAll);
        } catch (RejectedExecutionException e) {
            // The server closes.
            close();
        }
    }

    private void sendAll() {
        do {
            for (String data = unsent.poll(); data != null; data = unsent.poll()) {
                write(data);
            }
            isSending.set(false);
        } while (!unsent.isEmpty() && isSending.compareAndSet(false, true));
    }

    private void write(String data) {
        if (client.terminated()) {
            return;
        }
        try {
            if (data.equals(BEAT)) {
                client.sendComment("beat");
            } else {
                client.sendEvent("queue", data);
            }
        } catch (RuntimeException e) {
            // The connection ended while it was written to: its page comes again.
            close();
        }
    }
}
