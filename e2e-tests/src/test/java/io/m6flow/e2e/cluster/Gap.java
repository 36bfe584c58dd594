package io.m6flow.e2e.cluster;

import java.time.Duration;

/** The longest time that a reader waited for the next record. Confined to one thread. */
final class Gap {
    private long last = System.nanoTime();
    private long longest;

    /** Forgets what was before. */
    void restart() {
        last = System.nanoTime();
        longest = 0;
    }

    /** Something came. */
    void end() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public String toString() {
        return "%.1f s".formatted(longest / 1e9);
    }
}
