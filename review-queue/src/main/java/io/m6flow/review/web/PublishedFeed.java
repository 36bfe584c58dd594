package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.PublishedChanges;
import io.m6flow.review.PublishedChanges.Ask;
import io.m6flow.review.PublishedChanges.Change;
import io.m6flow.review.PublishedChanges.Cursor;
import io.m6flow.review.PublishedView;
import io.m6flow.review.UnknownCursorException;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Tells merchants and operators, their pages and their programs, what is published and retracted. Each listener reads the
 * log of a listing from a cursor of its own; those who stand at the same cursor are read for together, and who has not
 * taken in what it was told is told nothing more, so that nothing piles up for the slow. Thread-safe.
 */
final class PublishedFeed implements AutoCloseable {
    private static final int PART = 100;
    private static final int ASKED_TOGETHER = 50;

    private final PublishedReading reading;
    private final Listeners listeners;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    PublishedFeed(PublishedView published, Gate gate, Clock clock, FeedThreads threads) {
        this.reading = new PublishedReading(published);
        this.listeners = new Listeners(gate, clock, threads, this::look);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/content/events", this::content, Access.SHOP);
        routes.get("/api/v1/sessions/{id}/events", this::session, Access.SESSIONS);
        listeners.addTo(routes);
    }

    /** How many connections listen. */
    int listeners() {
        return listeners.all().size();
    }

    private void content(Context request) {
        TenantId tenant = reading.tenantOf(Caller.of(request), request.queryParam("tenant"));
        Optional<Listing> products = Optional.of(Listing.products(tenant));
        follow(request, () -> products);
    }

    /** Waits for a session of which nothing is published yet; another tenant's looks the same. */
    private void session(Context request) {
        Principal who = Caller.of(request);
        SessionId session = PublishedReading.sessionId(request.pathParam("id"));
        follow(request, () -> reading.listing(who, session));
    }

    private void follow(Context request, Supplier<Optional<Listing>> listing) {
        Cursor after = cursor(request);
        listeners.letIn(request, listener -> {
            Follower follower = new Follower(listener, listing, after);
            followers.add(follower);
            listener.whenTaken(() -> {
                if (follower.isBehind) {
                    listeners.lookSoon();
                }
            });
        });
    }

    /** What a browser that comes again says goes before what its page began with. */
    private static Cursor cursor(Context request) {
        String last = request.header("Last-Event-ID");
        String after = last == null || last.isEmpty() ? request.queryParam("after") : last;
        try {
            return after == null || after.isEmpty() ? Cursor.START : Cursor.read(after);
        } catch (UnknownCursorException e) {
            throw Problem.of(
                    400,
                    "bad-request",
                    "after or Last-Event-ID is none of this feed; send the id of the last event as it was, or none");
        }
    }

    private void look() {
        followers.removeIf(Follower::isGone);
        Map<Ask, List<Follower>> asked = new LinkedHashMap<>();
        for (Follower follower : followers) {
            follower.ask()
                    .ifPresent(ask ->
                            asked.computeIfAbsent(ask, key -> new ArrayList<>()).add(follower));
        }
        List<Ask> asks = List.copyOf(asked.keySet());
        for (int from = 0; from < asks.size(); from += ASKED_TOGETHER) {
            List<Ask> some = asks.subList(from, Math.min(asks.size(), from + ASKED_TOGETHER));
            List<PublishedChanges> answers = reading.changes(some, PART);
            for (int i = 0; i < some.size(); i++) {
                Told told = Told.of(answers.get(i));
                asked.getOrDefault(some.get(i), List.of()).forEach(follower -> follower.tell(told));
            }
        }
    }

    /** What changed, as events that all who stand at the same cursor share. */
    private record Told(PublishedChanges changes, List<ServerEvent> events) {
        static Told of(PublishedChanges changes) {
            return new Told(
                    changes,
                    changes.changes().stream()
                            .map(change -> event(changes.to().log(), change))
                            .toList());
        }

        private static ServerEvent event(long log, Change change) {
            String id = new Cursor(log, change.number()).written();
            return change.content()
                    .map(content -> new ServerEvent(id, "content", content.toString()))
                    .orElseGet(() -> new ServerEvent(id, "retracted", retracted(change)));
        }

        private static String retracted(Change change) {
            PublishedKey place = change.place();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("tenant", place.tenant().value())
                    .put("kind", place.kind().name())
                    .put("subject", place.subject().value())
                    .put("publishSequence", change.publishSequence())
                    .toString();
        }
    }

    /** A listener and how far it was told. Confined to the looking thread once it is in the list. */
    private static final class Follower {
        private static final ServerEvent RESET = new ServerEvent("reset", "{}");

        private final FeedListener listener;
        private final Supplier<Optional<Listing>> sought;
        private Optional<Listing> found = Optional.empty();
        private Cursor at;
        /** Who began with nothing need not hear what was retracted before. */
        private long newFrom;
        /** Whether there was more to read than it was told; read by the threads that send. */
        private volatile boolean isBehind = true;

        Follower(FeedListener listener, Supplier<Optional<Listing>> sought, Cursor after) {
            this.listener = listener;
            this.sought = sought;
            this.at = after;
        }

        boolean isGone() {
            return listener.isClosed();
        }

        /** What to ask for it; empty while there is nothing to ask, or while it is still taking in what it was told. */
        Optional<Ask> ask() {
            if (!listener.isIdle()) {
                return Optional.empty();
            }
            found = found.or(sought);
            isBehind = false;
            return found.map(listing -> new Ask(listing, at));
        }

        void tell(Told told) {
            PublishedChanges changes = told.changes();
            if (changes.startsOver() || at.number() == 0) {
                newFrom = changes.last();
            }
            List<ServerEvent> events = new ArrayList<>();
            if (changes.startsOver()) {
                events.add(RESET);
            }
            for (int i = 0; i < changes.changes().size(); i++) {
                Change change = changes.changes().get(i);
                if (change.content().isPresent() || change.number() > newFrom) {
                    events.add(told.events().get(i));
                }
            }
            at = changes.to();
            isBehind = changes.hasMore();
            if (!events.isEmpty() || isBehind) {
                listener.tell(events);
            }
        }
    }

    @Override
    public void close() {
        listeners.close();
    }
}
