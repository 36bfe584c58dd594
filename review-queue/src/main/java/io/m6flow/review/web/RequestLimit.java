package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds each principal to a rate, with a token bucket that fills while nobody asks. Counts in this process
 * alone. Thread-safe.
 */
final class RequestLimit {
    private static final int MOST_PRINCIPALS = 10_000;
    private static final double NANOS = 1e9;

    private final RequestRate rate;
    private final Clock clock;
    /** Least recently asked first: a bucket that is forgotten was most likely full. Guarded by this. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_PRINCIPALS;
        }
    };

    private record Bucket(double left, Instant at) {}

    RequestLimit(RequestRate rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Lets one request pass and answers zero, or answers how long to wait and counts nothing. */
    synchronized Duration tryPass(String name) {
        Instant now = clock.instant();
        double left = leftAt(now, buckets.getOrDefault(name, new Bucket(rate.burst(), now)));
        if (left < 1) {
            return Duration.ofNanos((long) Math.ceil((1 - left) / rate.perSecond() * NANOS));
        }
        buckets.put(name, new Bucket(left - 1, now));
        return Duration.ZERO;
    }

    private double leftAt(Instant now, Bucket bucket) {
        // A clock that was set back fills nothing.
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toNanos() / NANOS);
        return Math.min(rate.burst(), bucket.left() + seconds * rate.perSecond());
    }
}
