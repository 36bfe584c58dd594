package io.m6flow.review.rebuild;

import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a tenant's decisions come to in numbers: the counts of each day and in all, and how the models did. How long people
 * took, the topics do not tell. Not thread-safe.
 */
final class FoldedNumbers {
    private static final int KEPT_OF_RECORD = 1_000;

    private final TreeMap<Long, Map<String, Long>> days = new TreeMap<>();
    private final Map<String, Long> totals = new TreeMap<>();
    private final Map<String, Deque<String>> records = new TreeMap<>();
    /** What the rebuild itself decides has no time that the topics could tell. */
    private final Map<String, Long> decidedNow = new TreeMap<>();

    void count(LoggedDecision logged) {
        ReviewDecision decision = logged.decision();
        boolean person = decision.getBy().getType() == DeciderType.PERSON;
        String model = Objects.requireNonNullElse(decision.getModelVersion(), "");
        String outcome = decision.getKind() + "|" + decision.getOutcome() + "|"
                + decision.getBy().getType() + "|";
        Map<String, Long> day = days.computeIfAbsent(Image.dayOf(decision.getDecidedAt()), any -> new TreeMap<>());
        day.merge("outcome|" + outcome + model, 1L, Long::sum);
        if (person) {
            day.merge("person|" + decision.getOutcome() + "|" + decision.getBy().getName(), 1L, Long::sum);
        }
        if (!decision.getVia().isEmpty()) {
            totals.merge("outcome|" + outcome + decision.getVia(), 1L, Long::sum);
        }
        if (person && !model.isEmpty() && Boolean.FALSE.equals(logged.risky())) {
            Deque<String> record = records.computeIfAbsent(decision.getKind() + "|" + model, any -> new ArrayDeque<>());
            record.addFirst(decision.getOutcome() == DecisionOutcome.APPROVED ? "0" : "1");
            if (record.size() > KEPT_OF_RECORD) {
                record.removeLast();
            }
        }
    }

    /** What a policy decides during the rebuild. */
    void countNow(Kind kind, DecisionOutcome outcome, String model) {
        String counted = "outcome|" + kind + "|" + outcome + "|POLICY|";
        decidedNow.merge(counted + model, 1L, Long::sum);
        totals.merge(counted + "POLICY", 1L, Long::sum);
    }

    void addTo(Image.Builder image, String tenant, Instant now) {
        long today = Image.dayOf(now);
        Map<String, Long> since = new TreeMap<>(decidedNow);
        days.tailMap(Image.dayOf(now.minus(Image.DAYS))).forEach((day, counts) -> {
            if (day < today) {
                image.add("day " + tenant + " " + day, Image.counts(counts));
            } else {
                counts.forEach((name, count) -> since.merge(name, count, Long::sum));
            }
        });
        image.add("since " + tenant, Image.counts(since));
        image.add("totals " + tenant, Image.counts(totals));
        records.forEach((name, record) -> image.add("record " + tenant + " " + name, Image.record(record)));
    }
}
