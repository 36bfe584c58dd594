package io.m6flow.review;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long something took, as counts between bounds: what is known of a single time is only which bounds it lay between.
 *
 * @param counts by the upper bound in seconds, how many took at most that, and more than the bound before
 * @param longer how many took longer than the last bound
 */
public record TimesTaken(NavigableMap<Long, Long> counts, long longer) {
    /** The upper bounds in seconds that the queue counts by. */
    public static final List<Long> BOUNDS = List.of(
            1L, 2L, 5L, 10L, 20L, 30L, 60L, 120L, 300L, 600L, 1_800L, 3_600L, 7_200L, 14_400L, 28_800L, 86_400L);

    public static final TimesTaken NONE = new TimesTaken(new TreeMap<>(), 0);

    public TimesTaken {
        counts = Collections.unmodifiableNavigableMap(new TreeMap<>(counts));
    }

    /** How many were timed. */
    public long total() {
        return longer + counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many took longer than the one, and at most the other, both in seconds and both bounds. */
    public long between(long above, long bound) {
        return counts.subMap(above, false, bound, true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * The bound that this share of all did not exceed: an upper bound of the quantile, never the quantile itself. Empty
     * where nothing was timed, or where the share goes beyond the last bound.
     *
     * @param share above 0, at most 1
     */
    public Optional<Duration> within(double share) {
        if (share <= 0 || share > 1) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
        long wanted = (long) Math.ceil(total() * share);
        long seen = 0;
        for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted && seen > 0) {
                return Optional.of(Duration.ofSeconds(bucket.getKey()));
            }
        }
        return Optional.empty();
    }

    public TimesTaken plus(TimesTaken other) {
        NavigableMap<Long, Long> both = new TreeMap<>(counts);
        other.counts.forEach((bound, count) -> both.merge(bound, count, Long::sum));
        return new TimesTaken(both, longer + other.longer);
    }
}
