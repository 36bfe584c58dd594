package io.m6flow.review.trial;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.rule.ModelVersions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a model on trial does: its drafts beside those of the same kinds that other models wrote in the same days.
 *
 * @param own what persons made of its drafts
 * @param others what they made of the other ones
 */
public record TrialStanding(ModelTrial trial, TrialCount own, TrialCount others) {
    /** Of fewer drafts, on either side, nothing is concluded. */
    public static final int ENOUGH = 30;

    /** One-sided at 1 %: it is looked at often, and each look is a chance to be wrong. */
    private static final double SURE = 2.326;

    private static final Set<DecisionOutcome> VERDICTS = Set.of(
            DecisionOutcome.APPROVED, DecisionOutcome.EDITED, DecisionOutcome.REJECTED, DecisionOutcome.SENT_BACK);

    /** What follows from the counts. */
    public enum Verdict {
        TOO_FEW,
        /** Nothing says that it does worse. */
        HOLDS,
        WORSE
    }

    public TrialStanding {
        Objects.requireNonNull(trial, "trial");
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(others, "others");
    }

    /** The standing after these decisions. */
    public static TrialStanding of(ModelTrial trial, QueueStatistics statistics) {
        Predicate<QueueStatistics.Outcomes> isOwn = each -> ModelVersions.wrote(trial.getModel(), each.model());
        return new TrialStanding(trial, count(trial, statistics, isOwn), count(trial, statistics, isOwn.negate()));
    }

    private static TrialCount count(
            ModelTrial trial, QueueStatistics statistics, Predicate<QueueStatistics.Outcomes> some) {
        return statistics.outcomes().stream()
                .filter(each -> each.by() == DeciderType.PERSON
                        && VERDICTS.contains(each.outcome())
                        && !each.model().isEmpty()
                        && (trial.getKinds().isEmpty() || trial.getKinds().contains(each.kind())))
                .filter(some)
                .map(each ->
                        new TrialCount(each.count(), each.outcome() == DecisionOutcome.APPROVED ? each.count() : 0))
                .reduce(TrialCount.NONE, TrialCount::plus);
    }

    /** By the test of two proportions. */
    public Verdict verdict() {
        if (own.seen() < ENOUGH || others.seen() < ENOUGH) {
            return Verdict.TOO_FEW;
        }
        double both = own.plus(others).share();
        double error = Math.sqrt(both * (1 - both) * (1.0 / own.seen() + 1.0 / others.seen()));
        return others.share() - own.share() > SURE * error ? Verdict.WORSE : Verdict.HOLDS;
    }

    /** For people, in one line. */
    public String inWords() {
        return own.passed() + " of " + own.seen() + " approved as they were, of the others " + others.passed() + " of "
                + others.seen();
    }
}
