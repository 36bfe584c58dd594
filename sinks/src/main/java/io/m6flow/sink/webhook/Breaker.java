package io.m6flow.sink.webhook;

import java.time.Duration;

/**
 * When an endpoint that fails is left alone.
 *
 * @param failures in a row after which nothing is sent for a while
 * @param firstPause how long; then one intent goes on trial, and each trial that fails doubles it
 * @param longestPause what it grows to
 * @param patience after so long without a success the endpoint is disabled
 */
public record Breaker(int failures, Duration firstPause, Duration longestPause, Duration patience) {
    public static final Breaker DEFAULT =
            new Breaker(10, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(5));

    public Breaker {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1, was " + failures);
        }
        if (firstPause.toMillis() < 1 || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("firstPause must be at least 1 ms and longestPause no shorter, were "
                    + firstPause + " and " + longestPause);
        }
        if (patience.toMillis() < 1) {
            throw new IllegalArgumentException("patience must be at least 1 ms, was " + patience);
        }
    }
}
