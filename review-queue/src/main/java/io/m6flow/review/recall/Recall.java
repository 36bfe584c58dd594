package io.m6flow.review.recall;

import io.m6flow.review.Via;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One search through what stands published, and what came of it.
 *
 * @param reason why somebody wanted it; goes with every revocation
 * @param by who searched
 * @param looked how many published texts were looked at
 * @param found how many of them met the criteria
 * @param more whether the search ended early, because that were enough for once
 * @param waiting how many undecided items meet them too; nothing is done about those
 * @param order who had them taken back, or empty while nobody has
 * @param doneAt when the last one had its fate
 */
public record Recall(
        String id,
        RecallCriteria criteria,
        String reason,
        String by,
        Instant at,
        long looked,
        long found,
        boolean more,
        long waiting,
        Optional<Order> order,
        Fates fates,
        Optional<Instant> doneAt) {
    public static final int MAX_REASON_CHARACTERS = 300;

    public Recall {
        Objects.requireNonNull(criteria, "criteria");
        if (reason.isBlank() || reason.length() > MAX_REASON_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a recall needs a reason of 1 to " + MAX_REASON_CHARACTERS + " characters");
        }
    }

    /** Somebody's word that all that was found is to be taken back. */
    public record Order(String by, Via via, Instant at) {}

    /** How many have which fate. */
    public record Fates(long retracted, long overtaken, long failed) {
        public static final Fates NONE = new Fates(0, 0, 0);

        public long total() {
            return retracted + overtaken + failed;
        }
    }

    /** How far it has come. */
    public enum State {
        FOUND,
        RETRACTING,
        DONE
    }

    public State state() {
        return order.isEmpty() ? State.FOUND : doneAt.isEmpty() ? State.RETRACTING : State.DONE;
    }
}
