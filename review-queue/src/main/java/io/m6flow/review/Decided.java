package io.m6flow.review;

import io.m6flow.schema.Decider;
import io.m6flow.schema.DecisionOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision that stands for an item.
 *
 * @param via the way on which it was made, or null if nobody noted it
 * @param agreedWith who had proposed the text, where two had to agree
 * @param undoableUntil when the decision leaves for good, or null if it has left
 */
public record Decided(
        String decisionId,
        DecisionOutcome outcome,
        Decider by,
        @Nullable Via via,
        @Nullable String agreedWith,
        List<String> reasons,
        String text,
        long publishSequence,
        Instant at,
        @Nullable Instant undoableUntil) {
    public Decided {
        reasons = List.copyOf(reasons);
    }
}
