package io.m6flow.lab.train;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells now and then how training goes. Confined to one thread. */
final class ProgressLine {
    static final double MINUTE = 60;
    private static final double SECONDS_BETWEEN = 10;

    private final Budget budget;
    private final Consumer<String> say;
    private double loss;
    private long tokens;
    private long targets;
    private double seconds;

    ProgressLine(Budget budget, Consumer<String> say) {
        this.budget = budget;
        this.say = say;
    }

    /** @param share of the budget that is used */
    void step(Progress progress, double moreLoss, int moreTokens, int moreTargets, double moreSeconds, double share) {
        loss += moreLoss;
        tokens += moreTokens;
        targets += moreTargets;
        seconds += moreSeconds;
        if (seconds < SECONDS_BETWEEN && share < 1) {
            return;
        }
        say.accept(String.format(
                Locale.ROOT,
                "step %d  %.1f min  loss %.4f  %.0f tokens/s  %.0f %% of %s  %.1f min left",
                progress.step(),
                progress.seconds() / MINUTE,
                loss / targets,
                tokens / seconds,
                100 * Math.min(1, share),
                amount(),
                Math.max(0, progress.seconds() / MINUTE * (1 - share) / share)));
        loss = 0;
        tokens = 0;
        targets = 0;
        seconds = 0;
    }

    private String amount() {
        return (budget.amount() == Math.rint(budget.amount())
                        ? Long.toString((long) budget.amount())
                        : Double.toString(budget.amount()))
                + " " + budget.unit().name().toLowerCase(Locale.ROOT);
    }

    void validated(Progress progress, Map<String, Double> losses, double mean, boolean best) {
        String each = losses.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                .collect(Collectors.joining("  "));
        say.accept(String.format(
                Locale.ROOT,
                "step %d  validation %.4f%s  %s",
                progress.step(),
                mean,
                best ? " (best so far, kept)" : "",
                each));
    }
}
