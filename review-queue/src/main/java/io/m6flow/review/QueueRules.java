package io.m6flow.review;

import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What the queue goes by.
 *
 * @param lease how long a claim holds
 * @param sendBack when a text may be sent back to be written again
 * @param retractAtOnce kinds whose published text is revoked as soon as its facts have changed; the others' stays until
 *     its successor is approved. What was deleted is revoked in any case
 */
public record QueueRules(Duration lease, SendBackRule sendBack, Set<Kind> retractAtOnce) {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(10);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    /** Leases of five minutes; published text stays until there is a better one. */
    public static final QueueRules DEFAULT = new QueueRules(Duration.ofMinutes(5), SendBackRule.DEFAULT, Set.of());

    public QueueRules {
        Objects.requireNonNull(sendBack, "sendBack");
        retractAtOnce = Set.copyOf(retractAtOnce);
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("lease must be 10 ms to 1 day, was " + lease);
        }
    }

    public QueueRules withLease(Duration newLease) {
        return new QueueRules(newLease, sendBack, retractAtOnce);
    }

    public QueueRules withSendBack(SendBackRule newSendBack) {
        return new QueueRules(lease, newSendBack, retractAtOnce);
    }

    public QueueRules withRetractAtOnce(Set<Kind> kinds) {
        return new QueueRules(lease, sendBack, kinds);
    }
}
