package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sessions in this process's memory: after a restart people sign in again. Thread-safe. */
final class ReferenceSessions implements SessionStore {
    private static final int MOST = 10_000;

    private final Clock clock;
    /** Least recently used first. Guarded by this. */
    private final LinkedHashMap<String, Kept> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(StoredSession session, Instant until) {}

    ReferenceSessions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void put(StoredSession session, Duration idle) {
        sessions.values().removeIf(kept -> !clock.instant().isBefore(kept.until()));
        sessions.put(session.idHash(), new Kept(session, clock.instant().plus(idle)));
        if (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<StoredSession> find(String idHash, Duration idle) {
        Kept kept = sessions.get(idHash);
        if (kept == null || !clock.instant().isBefore(kept.until())) {
            sessions.remove(idHash);
            return Optional.empty();
        }
        sessions.put(idHash, new Kept(kept.session(), clock.instant().plus(idle)));
        return Optional.of(kept.session());
    }

    @Override
    public synchronized void remove(String idHash) {
        sessions.remove(idHash);
    }

    @Override
    public synchronized void removeAllOf(String name) {
        sessions.entrySet()
                .removeIf((Map.Entry<String, Kept> entry) ->
                        entry.getValue().session().principal().name().equals(name));
    }
}
