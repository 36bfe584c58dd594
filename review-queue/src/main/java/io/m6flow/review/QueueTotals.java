package io.m6flow.review;

import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What has been counted since the queue began, over all tenants and all processes on it. It only grows.
 *
 * @param leasesEnded claims that nobody renewed
 */
public record QueueTotals(
        List<Decisions> decisions, Map<Kind, Timed> toClaim, Map<Kind, Timed> toDecide, long leasesEnded) {
    public static final QueueTotals NOTHING = new QueueTotals(List.of(), Map.of(), Map.of(), 0);

    public QueueTotals {
        decisions = List.copyOf(decisions);
        toClaim = Map.copyOf(toClaim);
        toDecide = Map.copyOf(toDecide);
    }

    public record Decisions(Kind kind, DecisionOutcome outcome, DeciderType by, Via via, long count) {}

    /**
     * Times and what they come to.
     *
     * @param sum of all the times, to the millisecond
     */
    public record Timed(TimesTaken times, Duration sum) {}
}
