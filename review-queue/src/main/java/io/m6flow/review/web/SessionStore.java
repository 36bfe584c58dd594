package io.m6flow.review.web;

import java.time.Duration;
import java.util.Optional;

/** Keeps sessions until they are idle for too long. Thread-safe. */
public interface SessionStore {
    /** How exactly the idle time is kept: a session in use is written no more often than this. */
    Duration GRAIN = Duration.ofMinutes(1);

    void put(StoredSession session, Duration idle);

    /** The session, which thereby counts as used: it has the whole idle time before it again, give or take the grain. */
    Optional<StoredSession> find(String idHash, Duration idle);

    void remove(String idHash);

    /** Ends all sessions of the principal with this name. */
    void removeAllOf(String name);
}
