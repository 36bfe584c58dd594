package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The browsers that are signed in. Kept in memory: after a restart people sign in again. Thread-safe. */
final class Sessions {
    private static final int ID_BYTES = 32;
    private static final int MOST = 10_000;

    private final Duration idle;
    private final Clock clock;
    private final RandomGenerator random;
    /** Least recently used first. Guarded by this. */
    private final LinkedHashMap<String, Used> sessions = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Duration idle, Clock clock, RandomGenerator random) {
        this.idle = idle;
        this.clock = clock;
        this.random = random;
    }

    synchronized Session open(Principal principal) {
        Session session = new Session(secret(), secret(), principal);
        forgetIdle();
        sessions.put(session.id(), new Used(session, clock.instant()));
        return session;
    }

    /** The session, which thereby counts as used. */
    synchronized Optional<Session> find(String id) {
        Used used = sessions.get(id);
        if (used == null) {
            return Optional.empty();
        }
        if (used.isIdle(clock.instant(), idle)) {
            sessions.remove(id);
            return Optional.empty();
        }
        sessions.put(id, new Used(used.session(), clock.instant()));
        return Optional.of(used.session());
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }

    private void forgetIdle() {
        Instant now = clock.instant();
        var oldest = sessions.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Used> entry = oldest.next();
            if (sessions.size() < MOST && !entry.getValue().isIdle(now, idle)) {
                return;
            }
            oldest.remove();
        }
    }

    private String secret() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private record Used(Session session, Instant at) {
        boolean isIdle(Instant now, Duration limit) {
            return Duration.between(at, now).compareTo(limit) >= 0;
        }
    }
}
