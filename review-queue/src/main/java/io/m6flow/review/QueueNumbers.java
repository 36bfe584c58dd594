package io.m6flow.review;

import io.m6flow.schema.id.TenantId;
import java.time.LocalDate;
import java.util.Optional;

/** The queue in numbers, for those who run it. Thread-safe. */
public interface QueueNumbers {
    /** How many days back {@link #over} can look; older numbers are forgotten. */
    int DAYS_KEPT = 100;

    /**
     * What was decided from one day to another, both included; a day begins as in UTC.
     *
     * @param tenant empty means all
     */
    QueueStatistics over(LocalDate first, LocalDate last, Optional<TenantId> tenant);

    /**
     * What waits and what is claimed now.
     *
     * @param tenant empty means all
     */
    Backlog backlog(Optional<TenantId> tenant);

    QueueTotals totals();
}
