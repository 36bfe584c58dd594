package io.m6flow.sink.webhook;

import java.time.Duration;

/**
 * How intents are delivered.
 *
 * @param timeout for one attempt, from finding the address to the answer's status
 * @param concurrency how many intents are under way to one endpoint at most
 * @param longestHold how long an endpoint can ask to be left alone by {@code Retry-After}; what is more is cut
 * @param look how often each endpoint is looked after when nothing wakes the deliverer
 */
public record DeliverySettings(
        Duration timeout,
        int concurrency,
        Duration longestHold,
        Duration look,
        RetrySchedule schedule,
        Breaker breaker) {
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            Duration.ofSeconds(20),
            4,
            Duration.ofHours(1),
            Duration.ofMillis(500),
            RetrySchedule.STANDARD,
            Breaker.DEFAULT);

    public DeliverySettings {
        if (timeout.toMillis() < 1 || look.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "timeout and look must be at least 1 ms, were " + timeout + " and " + look);
        }
        if (concurrency < 1 || concurrency > 100) {
            throw new IllegalArgumentException("concurrency must be from 1 to 100, was " + concurrency);
        }
        if (longestHold.isNegative()) {
            throw new IllegalArgumentException("longestHold must not be negative, was " + longestHold);
        }
    }

    /** Three times the timeout: an attempt that is still under way then has been killed. */
    Duration lease() {
        return timeout.multipliedBy(3);
    }

    public DeliverySettings withTimeout(Duration timeout) {
        return new DeliverySettings(timeout, concurrency, longestHold, look, schedule, breaker);
    }

    public DeliverySettings withLook(Duration look) {
        return new DeliverySettings(timeout, concurrency, longestHold, look, schedule, breaker);
    }

    public DeliverySettings withBreaker(Breaker breaker) {
        return new DeliverySettings(timeout, concurrency, longestHold, look, schedule, breaker);
    }
}
