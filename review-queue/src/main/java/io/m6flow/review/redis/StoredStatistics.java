package io.m6flow.review.redis;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds up the hashes that shared.lua writes day by day; a field that it does not know is passed over. */
final class StoredStatistics {
    private static final Pattern BAR = Pattern.compile("\\|");

    private final LocalDate first;
    private final LocalDate last;
    private final Map<QueueStatistics.Outcomes, Long> outcomes = new LinkedHashMap<>();
    private final Map<QueueStatistics.PersonsDay, Long> people = new LinkedHashMap<>();
    private final StoredTimes toClaim = new StoredTimes();
    private final StoredTimes toDecide = new StoredTimes();

    StoredStatistics(LocalDate first, LocalDate last) {
        this.first = first;
        this.last = last;
    }

    void add(TenantId tenant, LocalDate day, Map<byte[], byte[]> hash) {
        hash.forEach((field, value) -> add(tenant, day, Bytes.text(field), Long.parseLong(Bytes.text(value))));
    }

    private void add(TenantId tenant, LocalDate day, String field, long count) {
        String[] name = BAR.split(field, 2);
        switch (name[0]) {
            case "outcome" -> outcomes.merge(outcome(tenant, BAR.split(name[1], 4)), count, Long::sum);
            case "person" -> people.merge(person(day, BAR.split(name[1], 2)), count, Long::sum);
            case "claim" -> addTime(toClaim, BAR.split(name[1], 2), count);
            case "decide" -> addTime(toDecide, BAR.split(name[1], 2), count);
            default -> {
                // Written by a later version.
            }
        }
    }

    private static QueueStatistics.Outcomes outcome(TenantId tenant, String[] parts) {
        return new QueueStatistics.Outcomes(
                tenant,
                Kind.valueOf(parts[0]),
                parts[3],
                DecisionOutcome.valueOf(parts[1]),
                DeciderType.valueOf(parts[2]),
                0);
    }

    private static QueueStatistics.PersonsDay person(LocalDate day, String[] parts) {
        return new QueueStatistics.PersonsDay(day, parts[1], DecisionOutcome.valueOf(parts[0]), 0);
    }

    private static void addTime(StoredTimes times, String[] parts, long count) {
        times.add(Kind.valueOf(parts[0]), parts[1], count);
    }

    QueueStatistics sum() {
        List<QueueStatistics.Outcomes> counted = outcomes.entrySet().stream()
                .map(one -> new QueueStatistics.Outcomes(
                        one.getKey().tenant(),
                        one.getKey().kind(),
                        one.getKey().model(),
                        one.getKey().outcome(),
                        one.getKey().by(),
                        one.getValue()))
                .toList();
        List<QueueStatistics.PersonsDay> days = people.entrySet().stream()
                .map(one -> new QueueStatistics.PersonsDay(
                        one.getKey().day(), one.getKey().name(), one.getKey().outcome(), one.getValue()))
                .toList();
        return new QueueStatistics(first, last, counted, days, toClaim.sum(), toDecide.sum());
    }
}
