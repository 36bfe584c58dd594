package io.m6flow.job;

import java.time.Duration;

/** What both jobs' settings must hold. */
final class Checks {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private Checks() {}

    static void checkpointInterval(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("checkpointInterval must be at least " + SHORTEST + ", was " + interval);
        }
    }
}
