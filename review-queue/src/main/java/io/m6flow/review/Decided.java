package io.m6flow.review;

import io.m6flow.schema.Decider;
import io.m6flow.schema.DecisionOutcome;
import java.time.Instant;
import java.util.List;

/** The decision that stands for an item. */
public record Decided(
        String decisionId,
        DecisionOutcome outcome,
        Decider by,
        List<String> reasons,
        String text,
        long publishSequence,
        Instant at) {
    public Decided {
        reasons = List.copyOf(reasons);
    }
}
