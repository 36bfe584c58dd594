package io.m6flow.review;

import io.m6flow.schema.DecisionOutcome;
import java.util.Map;

/**
 * How much stands where.
 *
 * @param unsent decisions that have not reached Kafka yet
 */
public record QueueCounts(long waiting, long claimed, Map<DecisionOutcome, Long> decided, long unsent) {
    public QueueCounts {
        decided = Map.copyOf(decided);
    }

    public long decidedInAll() {
        return decided.values().stream().mapToLong(Long::longValue).sum();
    }
}
