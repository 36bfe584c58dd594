package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a press of one button takes back.
 *
 * @param millis how long that can be done from now
 */
record UndoOffer(List<Decision> decisions, long millis) {
    UndoOffer {
        decisions = List.copyOf(decisions);
    }

    /** Those of the decided items that have not left yet; empty if all have. */
    static Optional<UndoOffer> of(List<ReviewItem> decided, Instant now) {
        List<Decision> decisions = new ArrayList<>();
        long shortest = Long.MAX_VALUE;
        for (ReviewItem item : decided) {
            Decided decision = item.decision();
            Instant until = decision == null ? null : decision.undoableUntil();
            if (decision != null && until != null && now.isBefore(until)) {
                decisions.add(new Decision(ItemParameter.write(ItemRef.of(item)), decision.decisionId()));
                shortest = Math.min(shortest, Duration.between(now, until).toMillis());
            }
        }
        return decisions.isEmpty() ? Optional.empty() : Optional.of(new UndoOffer(decisions, shortest));
    }

    /** A decision as the page names it. */
    record Decision(String item, String decisionId) {}
}
