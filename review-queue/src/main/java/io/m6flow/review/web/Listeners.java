package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import io.m6flow.review.ReviewQueueException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of one feed of server-sent events. One look a second serves all of them, and nobody looks while
 * nobody listens. A connection ends by itself after {@link #LONGEST}, so that it passes the gate again; soon after its
 * session or token is good no more; and where it does not take in what it is told. Thread-safe.
 */
final class Listeners implements AutoCloseable {
    static final String TYPE = "text/event-stream";
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** Of one principal, who may be a program that forgets to hang up. */
    static final int MOST_OF_ONE = 100;

    private static final int MOST = 2_000;
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int BEAT_EVERY = 5;
    private static final Duration COME_AGAIN = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Gate gate;
    private final Clock clock;
    private final FeedThreads threads;
    private final Runnable look;
    private final int most;
    private final List<FeedListener> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean looksSoon = new AtomicBoolean();
    /** Runs while somebody listens. Guarded by this. */
    private @Nullable ScheduledFuture<?> looks;
    /** Confined to the looking thread. */
    private int ticks;
    /** Confined to the looking thread. */
    private boolean isTroubled;

    /**
     * Nobody listens yet.
     *
     * @param look finds out what has changed and tells it, on the one thread that looks
     */
    Listeners(Gate gate, Clock clock, FeedThreads threads, Runnable look) {
        this(gate, clock, threads, look, MOST);
    }

    Listeners(Gate gate, Clock clock, FeedThreads threads, Runnable look, int most) {
        this.gate = gate;
        this.clock = clock;
        this.threads = threads;
        this.look = look;
        this.most = most;
    }

    /** Signing out ends the connections at once, and not only when they are checked the next time. */
    void addTo(RoutesConfig routes) {
        routes.after("/sign-out", request -> {
            String session = request.cookie(Gate.SESSION_COOKIE);
            close(each -> each.belongsTo(session));
        });
        routes.after(
                "/sign-out-everywhere",
                request -> Caller.attachedTo(request)
                        .ifPresent(left -> close(each -> each.caller().session() != null
                                && each.principal().equals(left.principal()))));
    }

    List<FeedListener> all() {
        return all;
    }

    /** Answers a request that passed the gate with a stream of events, and hands over who listens to it. */
    void letIn(Context request, Consumer<FeedListener> welcome) {
        refuseOtherTypes(request);
        Caller caller = Caller.attachedTo(request).orElseThrow();
        refuseTooMany(caller.principal());
        new SseHandler(client -> {
                    FeedListener listener = new FeedListener(client, caller, LONGEST, clock, threads.sending());
                    client.keepAlive();
                    client.onClose(() -> all.remove(listener));
                    welcome.accept(listener);
                    all.add(listener);
                    listener.beat();
                    start();
                })
                .handle(request);
    }

    private static void refuseOtherTypes(Context request) {
        String accepted = request.header("Accept");
        if (accepted == null || !accepted.contains(TYPE)) {
            throw Problem.of(406, "not-acceptable", "this is a stream of events; send Accept: " + TYPE);
        }
    }

    private void refuseTooMany(Principal who) {
        long own = all.stream().filter(each -> each.principal().equals(who)).count();
        if (own >= MOST_OF_ONE) {
            throw Problem.of(
                            429,
                            "too-many-listeners",
                            "you listen on " + own + " connections already; close those that nobody needs")
                    .retryAfter(COME_AGAIN);
        }
        if (all.size() >= most) {
            throw Problem.of(503, "too-many-listeners", "as many listen as this server can serve; try again later")
                    .retryAfter(COME_AGAIN);
        }
    }

    /** Looks as soon as the looking thread can, and not only with the next second. */
    void lookSoon() {
        if (looksSoon.compareAndSet(false, true)) {
            try {
                threads.looking().execute(() -> {
                    looksSoon.set(false);
                    lookSafely();
                });
            } catch (RejectedExecutionException closing) {
                looksSoon.set(false);
            }
        }
    }

    private void tick() {
        Instant now = clock.instant();
        close(each -> each.hasEnded(now));
        // Also one whose connection ended before it was in the list.
        all.removeIf(FeedListener::isClosed);
        if (all.isEmpty()) {
            stop();
            return;
        }
        ticks++;
        lookSafely();
        safely(() -> all.stream().filter(this::isDue).forEach(this::check));
    }

    /** About a fifth of all each second, so that checks come evenly. */
    private boolean isDue(FeedListener listener) {
        return Math.floorMod(listener.hashCode() - ticks, BEAT_EVERY) == 0;
    }

    private void check(FeedListener listener) {
        if (gate.stillKnows(listener.caller())) {
            listener.beat();
        } else {
            listener.close();
        }
    }

    private void lookSafely() {
        safely(look);
    }

    private void safely(Runnable step) {
        try {
            step.run();
            isTroubled = false;
        } catch (ReviewQueueException e) {
            if (!isTroubled) {
                LOG.warn("Redis does not answer; who listens hears nothing until it does", e);
            }
            isTroubled = true;
        } catch (RuntimeException e) {
            LOG.error("A look for those who listen failed; the next one follows", e);
        }
    }

    private void close(Predicate<FeedListener> which) {
        all.stream().filter(which).forEach(FeedListener::close);
    }

    private synchronized void start() {
        if (looks == null) {
            looks = threads.looking().scheduleWithFixedDelay(this::tick, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized boolean isLooking() {
        return looks != null;
    }

    private synchronized void stop() {
        if (looks != null && all.isEmpty()) {
            looks.cancel(false);
            looks = null;
        }
    }

    @Override
    public void close() {
        close(each -> true);
    }
}
