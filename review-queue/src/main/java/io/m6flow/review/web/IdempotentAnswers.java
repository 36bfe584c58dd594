package io.m6flow.review.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers by the caller's idempotency key for a day, and of a busy caller the latest ({@link AnswerLimits}), so
 * that a repeated request gets the first one's answer and has no second effect. Whoever dies at work blocks the key for
 * {@link #AT_WORK} only. What it did, or what was answered too long ago, is not done twice either, since the queue decides
 * nothing twice: the repeat is told so. Thread-safe.
 */
final class IdempotentAnswers {
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration AT_WORK = Duration.ofSeconds(30);
    private static final int SERVER_FAULT = 500;
    private static final int LONGEST_KEY = 200;

    private final AnswerStore store;

    IdempotentAnswers(AnswerStore store) {
        this.store = store;
    }

    /**
     * The answer to a request that may bear an Idempotency-Key, and under one the first one's; a problem is an answer too.
     *
     * @param fingerprint tells one request from another
     */
    Answer answer(Context request, String fingerprint, Supplier<Answer> work) {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            return work.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.of(400, "bad-request", "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
        }
        return answer(Caller.of(request).toString(), key, fingerprint, () -> {
            try {
                return work.get();
            } catch (Problem problem) {
                return Answer.of(problem, request.path());
            }
        });
    }

    /**
     * The answer under a key: the first one's, or that of the work done now.
     *
     * @param caller whose key it is
     * @param name of the key; it names one request of its caller
     * @param request tells one request from another; the same key with another one is refused
     */
    Answer answer(String caller, String name, String request, Supplier<Answer> work) {
        AnswerStore.Key key = new AnswerStore.Key(Sha256.hex(caller), Sha256.hex(caller + "\n" + name));
        String fingerprint = Sha256.hex(request);
        String worker = UUID.randomUUID().toString();
        Optional<AnswerStore.Kept> before = store.begin(key, fingerprint, worker, AT_WORK);
        if (before.isPresent()) {
            return again(before.get(), fingerprint);
        }
        Answer answer = null;
        try {
            answer = work.get();
            return answer;
        } finally {
            end(key, fingerprint, worker, answer);
        }
    }

    private static Answer again(AnswerStore.Kept kept, String fingerprint) {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw Problem.of(
                    422,
                    "key-reused",
                    "this Idempotency-Key was used for another request; use a new key for each decision");
        }
        String answer = kept.answer();
        if (answer == null) {
            throw Problem.of(
                            409,
                            "in-progress",
                            "a request with this Idempotency-Key is being answered; repeat it in a moment")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return Answer.read(answer);
    }

    /** A fault of ours is not kept: the repeat shall try again. */
    private void end(AnswerStore.Key key, String fingerprint, String worker, @Nullable Answer answer) {
        if (answer == null || answer.status() >= SERVER_FAULT) {
            store.free(key, worker);
        } else {
            store.keep(key, fingerprint, worker, answer.written(), KEPT);
        }
    }
}
