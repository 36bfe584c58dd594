package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when a reviewer may send an item back to be written again.
 *
 * @param rewrites how often one text may be written again, at most {@value #MOST_REWRITES}; 0 allows no sending back
 * @param margin how long before its deadline a live text may still be sent back: what writing it again and looking once
 *     more take, for past the deadline it goes out as it was said
 */
public record SendBackRule(int rewrites, Duration margin) {
    public static final int MOST_REWRITES = 10;
    public static final SendBackRule DEFAULT = new SendBackRule(2, Duration.ofSeconds(20));

    /** Why an item cannot be sent back, and what can be done instead. */
    public enum Obstacle {
        ATTEMPTS_USED("it was written again as often as review.rewrites allows; approve, edit or reject it"),
        RAW_SPEECH("it is speech as it was recognised, which no model wrote; approve, edit or reject it"),
        TOO_LATE("its deadline is too near for another text; approve, edit or reject it");

        private final String advice;

        Obstacle(String advice) {
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }

    public SendBackRule {
        if (rewrites < 0 || rewrites > MOST_REWRITES) {
            throw new IllegalArgumentException("rewrites must be 0 to " + MOST_REWRITES + ", was " + rewrites);
        }
        if (margin.isNegative()) {
            throw new IllegalArgumentException("margin must be at least nothing, was " + margin);
        }
    }

    /** The same rule with another number of rewrites. */
    public SendBackRule withRewrites(int newRewrites) {
        return new SendBackRule(newRewrites, margin);
    }

    /** What keeps the draft from being sent back now; empty if it can be. */
    public Optional<Obstacle> obstacle(ContentDraft draft, Instant now) {
        if (draft.getOrigin() == DraftOrigin.RAW_TRANSCRIPT) {
            return Optional.of(Obstacle.RAW_SPEECH);
        }
        if (draft.getAttempt() >= rewrites) {
            return Optional.of(Obstacle.ATTEMPTS_USED);
        }
        Instant deadline = draft.getDeadline();
        boolean tooLate = deadline != null && now.plus(margin).isAfter(deadline);
        return tooLate ? Optional.of(Obstacle.TOO_LATE) : Optional.empty();
    }
}
