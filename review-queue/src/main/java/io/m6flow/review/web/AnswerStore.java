package io.m6flow.review.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what was answered under a key, within the limits of each caller, and who is at work on one. Thread-safe. */
public interface AnswerStore {

    /**
     * What stands under a key.
     *
     * @param answer null while the work is going on
     */
    record Kept(String fingerprint, @Nullable String answer) {}

    /**
     * A key.
     *
     * @param owner whose limits its answer falls under
     * @param name different from that of every other key, of whatever owner
     */
    record Key(String owner, String name) {}

    /** Takes a free key for the work, for so long at most; otherwise answers what stands there. */
    Optional<Kept> begin(Key key, String fingerprint, String worker, Duration atMost);

    /**
     * Keeps the answer, unless the worker was so slow that the key is another's by now. What is too much for its owner's
     * limits then falls out, the oldest first; the answer itself, if it alone is.
     */
    void keep(Key key, String fingerprint, String worker, String answer, Duration kept);

    /** Frees the key, if the worker still has it. */
    void free(Key key, String worker);
}
