package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.QueueNumbers;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.QueueTotals;
import io.m6flow.review.ReviewHealth;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.id.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of the service besides its items.
 *
 * @param health how it does; never waits; empty where nobody looks after it
 * @param trial how the model on trial does, if there is one; never waits
 */
public record Insight(
        QueueNumbers numbers, Supplier<Optional<ReviewHealth>> health, Supplier<Optional<TrialStanding>> trial) {
    /** Nothing is counted, and nobody looks after the service. */
    public static final Insight NONE = new Insight(new NoNumbers(), Optional::empty, Optional::empty);

    public Insight {
        Objects.requireNonNull(numbers, "numbers");
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(trial, "trial");
    }

    private static final class NoNumbers implements QueueNumbers {
        @Override
        public QueueStatistics over(LocalDate first, LocalDate last, Optional<TenantId> tenant) {
            return new QueueStatistics(first, last, List.of(), List.of(), Map.of(), Map.of());
        }

        @Override
        public Backlog backlog(Optional<TenantId> tenant) {
            return Backlog.EMPTY;
        }

        @Override
        public QueueTotals totals() {
            return QueueTotals.NOTHING;
        }
    }
}
