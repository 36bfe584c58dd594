package io.m6flow.review.redis;

import io.m6flow.review.TimesTaken;
import io.m6flow.schema.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Collects the buckets of times by kind; shared.lua writes them. Confined to one thread. */
final class StoredTimes {
    private static final String LONGER = "more";

    private final Map<Kind, NavigableMap<Long, Long>> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> longer = new EnumMap<>(Kind.class);

    /** @param bucket the upper bound in whole seconds, or more */
    void add(Kind kind, String bucket, long count) {
        counts.computeIfAbsent(kind, none -> new TreeMap<>());
        if (bucket.equals(LONGER)) {
            longer.merge(kind, count, Long::sum);
        } else {
            counts.get(kind).merge(Long.parseLong(bucket), count, Long::sum);
        }
    }

    Map<Kind, TimesTaken> sum() {
        Map<Kind, TimesTaken> sum = new EnumMap<>(Kind.class);
        counts.forEach((kind, buckets) -> sum.put(kind, new TimesTaken(buckets, longer.getOrDefault(kind, 0L))));
        return sum;
    }
}
