package io.m6flow.sink.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * After what time a failed intent is sent again.
 *
 * @param delays after the first attempt, the second, …; one attempt more than there are delays
 * @param jitter the part of a delay by which it is longer at most, by chance, so that what failed together does not
 *     come back together
 */
public record RetrySchedule(List<Duration> delays, double jitter) {
    /** That of Standard Webhooks 1.0: ten attempts in 75 hours and 35 minutes; up to a tenth longer. */
    public static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            0.1);

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("no delay may be negative, were " + delays);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, was " + jitter);
        }
    }

    /** The delay after so many failed attempts, or empty after the last one. */
    Optional<Duration> after(int attempts, RandomGenerator random) {
        return attempts > delays.size()
                ? Optional.empty()
                : Optional.of(longer(delays.get(attempts - 1), random.nextDouble() * jitter));
    }

    private static Duration longer(Duration delay, double part) {
        return delay.plusMillis(Math.round(delay.toMillis() * part));
    }
}
