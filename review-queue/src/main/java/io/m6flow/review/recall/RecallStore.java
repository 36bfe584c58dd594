package io.m6flow.review.recall;

import io.m6flow.review.Reviewer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps recalls: for ever those that were ordered, for a week those that were not. What an ordered one found is kept for
 * ninety days. Each call is atomic and may be repeated. Thread-safe; several services may share a store. Throws
 * {@link io.m6flow.review.ReviewQueueException} when it cannot be reached.
 */
public interface RecallStore {

    /** What came of an order. */
    enum Ordered {
        NOW,
        /** It was ordered before; that order stands. */
        BEFORE,
        UNKNOWN
    }

    /** A found text, with its fate once it has one. */
    record Entry(FoundText text, Optional<Fate> fate) {}

    /** Keeps a new one with all that it found. */
    void keep(Recall recall, List<FoundText> found);

    Optional<Recall> find(String id);

    /** Newest first; at most limit. */
    List<Recall> latest(int limit);

    /** What it found, from this place on, 0 being the first; at most limit. */
    List<Entry> entries(String id, long from, int limit);

    /** Has all that was found taken back, in the name of this person. */
    Ordered order(String id, Reviewer by);

    /** Recalls that are ordered and not done. */
    Set<String> open();

    /** Notes fates from this place on, each place's first one for good; the last one of all ends the recall. */
    void note(String id, long from, List<Fate> fates);
}
