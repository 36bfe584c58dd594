package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers by the caller's idempotency key, so that a repeated request gets the first one's
 * answer and has no second effect. Kept in this process's memory for a day and for the latest
 * {@value #MOST} keys: after a restart a repeated decision is answered with 409, for the queue itself
 * decides nothing twice. Thread-safe.
 */
final class IdempotentAnswers {
    static final Duration KEPT = Duration.ofHours(24);
    static final int MOST = 10_000;
    private static final int SERVER_FAULT = 500;

    private final Clock clock;
    /** Oldest first; guarded by this. */
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    IdempotentAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The answer under a key: the first one's, or that of the work done now.
     *
     * @param fingerprint tells one request from another; the same key with another one is refused
     */
    Answer answer(String key, String fingerprint, Supplier<Answer> work) {
        Optional<Answer> before = begin(key, fingerprint);
        if (before.isPresent()) {
            return before.get();
        }
        Answer answer = null;
        try {
            answer = work.get();
            return answer;
        } finally {
            end(key, fingerprint, answer);
        }
    }

    private synchronized Optional<Answer> begin(String key, String fingerprint) {
        forgetOld();
        Entry entry = entries.get(key);
        if (entry == null) {
            entries.put(key, new Entry(fingerprint, clock.instant(), null));
            return Optional.empty();
        }
        if (!entry.fingerprint().equals(fingerprint)) {
            throw Problem.of(
                    422,
                    "key-reused",
                    "this Idempotency-Key was used for another request; use a new key for each decision");
        }
        if (entry.answer() == null) {
            throw Problem.of(
                            409,
                            "in-progress",
                            "a request with this Idempotency-Key is being answered; repeat it in a moment")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return Optional.of(entry.answer());
    }

    /** A fault of ours is not kept: the repeat shall try again. */
    private synchronized void end(String key, String fingerprint, @Nullable Answer answer) {
        if (answer == null || answer.status() >= SERVER_FAULT) {
            entries.remove(key);
        } else {
            entries.put(key, new Entry(fingerprint, clock.instant(), answer));
        }
    }

    private void forgetOld() {
        Instant border = clock.instant().minus(KEPT);
        var oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entries.size() < MOST && entry.at().isAfter(border)) {
                return;
            }
            oldest.remove();
        }
    }

    private record Entry(
            String fingerprint, Instant at, @Nullable Answer answer) {}
}
