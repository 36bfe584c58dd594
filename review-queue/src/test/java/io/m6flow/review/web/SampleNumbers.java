package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.QueueNumbers;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.QueueTotals;
import io.m6flow.review.TimesTaken;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Numbers that look like those of a busy queue, the same each time. */
final class SampleNumbers implements QueueNumbers {
    private static final List<String> TENANTS = List.of("M-D01", "M-D02", "H-02");
    private static final List<String> MODELS = List.of("m6-nano@9f3c1ab2", "m6-nano@4be07d10", "");
    private static final List<String> PEOPLE = List.of("林小满", "吴<b>峰</b>", "陈组长", "周");

    @Override
    public QueueStatistics over(LocalDate first, LocalDate last, Optional<TenantId> tenant) {
        long days = last.toEpochDay() - first.toEpochDay() + 1;
        List<QueueStatistics.Outcomes> outcomes = new ArrayList<>();
        List<QueueStatistics.PersonsDay> people = new ArrayList<>();
        for (int t = 0; t < TENANTS.size(); t++) {
            TenantId each = new TenantId(TENANTS.get(t));
            if (tenant.isPresent() && !tenant.get().equals(each)) {
                continue;
            }
            for (Kind kind :
                    t == 2 ? List.of(Kind.SCRIPT, Kind.SUMMARY) : List.of(Kind.REASON, Kind.BADGE, Kind.HINT)) {
                for (int m = 0; m < MODELS.size(); m++) {
                    long base = days * (9L - 3L * m) * (3L - t);
                    outcomes.add(outcome(each, kind, m, DecisionOutcome.APPROVED, base * (8 - 2L * m)));
                    outcomes.add(outcome(each, kind, m, DecisionOutcome.EDITED, base * (2 + m)));
                    outcomes.add(outcome(each, kind, m, DecisionOutcome.REJECTED, base));
                    outcomes.add(outcome(each, kind, m, DecisionOutcome.SENT_BACK, base / 2));
                    outcomes.add(outcome(each, kind, m, DecisionOutcome.REVOKED, m));
                    outcomes.add(new QueueStatistics.Outcomes(
                            each, kind, MODELS.get(m), DecisionOutcome.APPROVED, DeciderType.POLICY, base * 3));
                }
            }
        }
        first.datesUntil(last.plusDays(1)).forEach(day -> {
            for (int p = 0; p < PEOPLE.size(); p++) {
                long busy = (day.getDayOfMonth() * 7L + p * 5L) % 11 * (6 - p);
                people.add(new QueueStatistics.PersonsDay(day, PEOPLE.get(p), DecisionOutcome.APPROVED, busy * 3));
                people.add(new QueueStatistics.PersonsDay(day, PEOPLE.get(p), DecisionOutcome.EDITED, busy));
                people.add(new QueueStatistics.PersonsDay(day, PEOPLE.get(p), DecisionOutcome.REJECTED, busy / 3));
            }
        });
        return new QueueStatistics(
                first,
                last,
                outcomes,
                people,
                Map.of(Kind.REASON, times(days, 12), Kind.SCRIPT, times(days, 2)),
                Map.of(Kind.REASON, times(days, 5), Kind.SCRIPT, times(days, 1)));
    }

    private static QueueStatistics.Outcomes outcome(
            TenantId tenant, Kind kind, int model, DecisionOutcome outcome, long count) {
        return new QueueStatistics.Outcomes(tenant, kind, MODELS.get(model), outcome, DeciderType.PERSON, count);
    }

    private static TimesTaken times(long days, int slow) {
        var counts = new TreeMap<Long, Long>();
        for (int i = 0; i < 14; i++) {
            counts.put(TimesTaken.BOUNDS.get(i), days * Math.max(1, 60 - 8L * Math.abs(i - slow)));
        }
        return new TimesTaken(counts, days);
    }

    @Override
    public Backlog backlog(Optional<TenantId> tenant) {
        return new Backlog(
                Map.of(
                        Kind.REASON, new Backlog.Line(42, Duration.ofMinutes(197)),
                        Kind.BADGE, new Backlog.Line(17, Duration.ofMinutes(44)),
                        Kind.SCRIPT, new Backlog.Line(3, Duration.ofSeconds(38))),
                5);
    }

    @Override
    public QueueTotals totals() {
        return QueueTotals.NOTHING;
    }
}
