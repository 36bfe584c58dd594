package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The browsers that are signed in. A session ends when nobody uses it, when its token does, and in any case
 * after a week. Thread-safe.
 */
final class Sessions {
    private static final int ID_BYTES = 32;
    /** The provider is asked again after so long whether the person still belongs to us. */
    private static final Duration LONGEST_OF_PROVIDER = Duration.ofHours(12);

    private static final Duration LONGEST = Duration.ofDays(7);

    private final SessionStore store;
    private final TokenOwners tokens;
    private final Duration idle;
    private final Clock clock;
    private final RandomGenerator random;

    Sessions(SessionStore store, TokenOwners tokens, Duration idle, Clock clock, RandomGenerator random) {
        this.store = store;
        this.tokens = tokens;
        this.idle = idle;
        this.clock = clock;
        this.random = random;
    }

    /** Opens a session that lasts no longer than the token. */
    Session openWith(String token, Principal principal) {
        return open(principal, Sha256.hex(token.strip()), LONGEST);
    }

    /** Opens a session for whom an identity provider vouches. */
    Session openFor(Principal principal) {
        return open(principal, "", LONGEST_OF_PROVIDER);
    }

    private Session open(Principal principal, String token, Duration longest) {
        Session session = new Session(secret(), principal);
        Instant ends = clock.instant().plus(longest);
        store.put(new StoredSession(Sha256.hex(session.id()), principal, token, ends), idle);
        return session;
    }

    /** The session, which thereby counts as used. */
    Optional<Session> find(String id) {
        Optional<StoredSession> found = store.find(Sha256.hex(id), idle);
        if (found.isPresent() && !isGood(found.get())) {
            store.remove(found.get().idHash());
            return Optional.empty();
        }
        return found.map(stored -> new Session(id, stored.principal()));
    }

    /** A token that was revoked, expired or given another role takes its sessions with it. */
    private boolean isGood(StoredSession session) {
        return clock.instant().isBefore(session.ends())
                && (session.token().isEmpty()
                        || tokens.ownerOf(session.token())
                                .filter(session.principal()::equals)
                                .isPresent());
    }

    void close(String id) {
        store.remove(Sha256.hex(id));
    }

    void closeAllOf(Principal principal) {
        store.removeAllOf(principal.name());
    }

    private String secret() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
