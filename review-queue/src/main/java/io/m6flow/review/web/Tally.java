package io.m6flow.review.web;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decisions of one kind, model or tenant, added up. Confined to one thread. */
final class Tally {
    /** What persons make of a draft, in the order of the plots. */
    static final List<DecisionOutcome> VERDICTS = List.of(
            DecisionOutcome.APPROVED, DecisionOutcome.EDITED, DecisionOutcome.REJECTED, DecisionOutcome.SENT_BACK);

    private final Map<DecisionOutcome, Long> byPersons = new EnumMap<>(DecisionOutcome.class);
    private long byPolicy;

    /** By name, those with most verdicts first; beyond so many, all others together. */
    static Map<String, Tally> by(
            Function<QueueStatistics.Outcomes, String> name,
            Stream<QueueStatistics.Outcomes> outcomes,
            int most,
            String others) {
        Map<String, Tally> all = new LinkedHashMap<>();
        outcomes.forEach(
                one -> all.computeIfAbsent(name.apply(one), none -> new Tally()).add(one));
        Map<String, Tally> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Tally> one) -> -one.getValue().verdicts()))
                .forEach(
                        one -> sorted.computeIfAbsent(sorted.size() < most ? one.getKey() : others, none -> new Tally())
                                .addAll(one.getValue()));
        return sorted;
    }

    void add(QueueStatistics.Outcomes one) {
        if (one.by() == DeciderType.PERSON) {
            add(one.outcome(), one.count());
        } else {
            byPolicy += one.count();
        }
    }

    void add(DecisionOutcome outcome, long count) {
        byPersons.merge(outcome, count, Long::sum);
    }

    void addAll(Tally other) {
        other.byPersons.forEach(this::add);
        byPolicy += other.byPolicy;
    }

    long of(DecisionOutcome outcome) {
        return byPersons.getOrDefault(outcome, 0L);
    }

    /** How many drafts persons have said what they think of. */
    long verdicts() {
        return VERDICTS.stream().mapToLong(this::of).sum();
    }

    long byPolicy() {
        return byPolicy;
    }
}
