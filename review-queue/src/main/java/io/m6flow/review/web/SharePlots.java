package io.m6flow.review.web;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DecisionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What persons made of the drafts, as plots: shares of the four verdicts. Immutable. */
record SharePlots(Words words, QueueStatistics statistics) {
    private static final int MOST_ROWS = 12;

    Plot byKind() {
        return shares("kind", one -> words.say("kind." + one.kind()));
    }

    Plot byModel() {
        return shares("model", one -> one.model().isEmpty() ? words.say("dash.no-model") : one.model());
    }

    Plot byTenant() {
        return shares("tenant", one -> one.tenant().value());
    }

    private Plot shares(String id, Function<QueueStatistics.Outcomes, String> name) {
        Map<String, Tally> tallies =
                Tally.by(name, statistics.outcomes().stream(), MOST_ROWS, words.say("dash.others"));
        List<Plot.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        tallies.forEach((label, tally) -> {
            if (tally.verdicts() > 0) {
                rows.add(share(label, tally));
            }
            lines.add(line(label, tally));
        });
        List<String> head = new ArrayList<>(List.of(words.say("dash.by." + id), words.say("dash.verdicts")));
        Tally.VERDICTS.forEach(outcome -> head.add(outcome(words, outcome)));
        head.add(outcome(words, DecisionOutcome.REVOKED));
        head.add(words.say("dash.by-policy"));
        return new Plot(
                id,
                words.say("dash.shares." + id),
                words.say("dash.shares.hint"),
                true,
                false,
                rows,
                new Plot.Table(head, lines));
    }

    private Plot.Row share(String label, Tally tally) {
        String passed = Plot.percent(tally.of(DecisionOutcome.APPROVED), tally.verdicts());
        return new Plot.Row(
                label,
                bars(tally),
                words.say("dash.share", passed, tally.verdicts()),
                label + ": " + spoken(words, tally));
    }

    /** The verdicts beside each other, over the whole width. */
    static List<Plot.Rect> bars(Tally tally) {
        long all = tally.verdicts();
        List<Plot.Rect> rects = new ArrayList<>();
        long before = 0;
        for (DecisionOutcome outcome : Tally.VERDICTS) {
            int from = (int) (before * Plot.WIDTH / all);
            before += tally.of(outcome);
            rects.add(new Plot.Rect(look(outcome), from, 0, (int) (before * Plot.WIDTH / all) - from, Plot.HEIGHT));
        }
        rects.removeIf(rect -> rect.width() == 0);
        return rects;
    }

    private List<String> line(String label, Tally tally) {
        List<String> line = new ArrayList<>(List.of(label, Long.toString(tally.verdicts())));
        Tally.VERDICTS.forEach(outcome -> line.add(counted(tally, outcome)));
        line.add(Long.toString(tally.of(DecisionOutcome.REVOKED)));
        line.add(Long.toString(tally.byPolicy()));
        return line;
    }

    static String counted(Tally tally, DecisionOutcome outcome) {
        return tally.of(outcome) + " (" + Plot.percent(tally.of(outcome), tally.verdicts()) + ")";
    }

    static String spoken(Words words, Tally tally) {
        return Tally.VERDICTS.stream()
                .map(outcome -> outcome(words, outcome) + " " + Plot.percent(tally.of(outcome), tally.verdicts()))
                .collect(Collectors.joining(words.say("list.separator")));
    }

    static String outcome(Words words, DecisionOutcome outcome) {
        return words.say("dash.outcome." + Code.lower(outcome));
    }

    static String look(DecisionOutcome outcome) {
        return Code.lower(outcome);
    }
}
