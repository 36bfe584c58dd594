package io.m6flow.review.redis;

import io.m6flow.review.QueueTotals;
import io.m6flow.review.TimesTaken;
import io.m6flow.review.Via;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds up the tenants' totals that shared.lua writes. Confined to one thread. */
final class StoredTotals {
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final String MILLIS = "millis";

    private final Map<QueueTotals.Decisions, Long> decisions = new LinkedHashMap<>();
    private final Times toClaim = new Times();
    private final Times toDecide = new Times();
    private long leasesEnded;

    private static final class Times {
        private final StoredTimes counts = new StoredTimes();
        private final Map<Kind, Long> millis = new EnumMap<>(Kind.class);

        void add(String[] parts, long count) {
            Kind kind = Kind.valueOf(parts[0]);
            if (parts[1].equals(MILLIS)) {
                millis.merge(kind, count, Long::sum);
            } else {
                counts.add(kind, parts[1], count);
            }
        }

        Map<Kind, QueueTotals.Timed> sum() {
            Map<Kind, QueueTotals.Timed> sum = new EnumMap<>(Kind.class);
            Map<Kind, TimesTaken> times = counts.sum();
            times.forEach((kind, taken) ->
                    sum.put(kind, new QueueTotals.Timed(taken, Duration.ofMillis(millis.getOrDefault(kind, 0L)))));
            return sum;
        }
    }

    void add(Map<byte[], byte[]> hash) {
        hash.forEach((field, value) -> add(BAR.split(Bytes.text(field), -1), Long.parseLong(Bytes.text(value))));
    }

    private void add(String[] name, long count) {
        switch (name[0]) {
            case "outcome" ->
                decisions.merge(
                        new QueueTotals.Decisions(
                                Kind.valueOf(name[1]),
                                DecisionOutcome.valueOf(name[2]),
                                DeciderType.valueOf(name[3]),
                                Via.valueOf(name[4]),
                                0),
                        count,
                        Long::sum);
            case "claim" -> toClaim.add(new String[] {name[1], name[2]}, count);
            case "decide" -> toDecide.add(new String[] {name[1], name[2]}, count);
            case "leasesEnded" -> leasesEnded += count;
            default -> {
                // Written by a later version.
            }
        }
    }

    QueueTotals sum() {
        List<QueueTotals.Decisions> counted = decisions.entrySet().stream()
                .map(one -> new QueueTotals.Decisions(
                        one.getKey().kind(),
                        one.getKey().outcome(),
                        one.getKey().by(),
                        one.getKey().via(),
                        one.getValue()))
                .toList();
        return new QueueTotals(counted, toClaim.sum(), toDecide.sum(), leasesEnded);
    }
}
