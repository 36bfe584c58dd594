package io.m6flow.e2e.review;

import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What the service has promised to reviewers. Thread-safe. */
final class Acknowledged {
    /** By contentId: the decision that was acknowledged last and not undone since. */
    final Map<String, String> decisions = new ConcurrentHashMap<>();

    final AtomicInteger undone = new AtomicInteger();
    final AtomicInteger lostClaims = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();
    final AtomicInteger leasesSeen = new AtomicInteger();
    final Queue<String> breaches = new ConcurrentLinkedQueue<>();

    /** When a call failed last. */
    final AtomicReference<Instant> troubled = new AtomicReference<>(Instant.EPOCH);

    @Override
    public String toString() {
        return decisions.size() + " decisions acknowledged, " + undone + " undone, " + repeated
                + " answers asked for again, " + lostClaims + " claims lost, " + leasesSeen
                + " abandoned leases seen to end";
    }
}
