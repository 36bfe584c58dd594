package io.m6flow.review.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what was answered under a key, and who is at work on one. Thread-safe. */
public interface AnswerStore {

    /**
     * What stands under a key.
     *
     * @param answer null while the work is going on
     */
    record Kept(String fingerprint, @Nullable String answer) {}

    /** Takes a free key for the work, for so long at most; otherwise answers what stands there. */
    Optional<Kept> begin(String key, String fingerprint, String worker, Duration atMost);

    /** Keeps the answer, unless the worker was so slow that the key is another's by now. */
    void keep(String key, String fingerprint, String worker, String answer, Duration kept);

    /** Frees the key, if the worker still has it. */
    void free(String key, String worker);
}
