package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.trial.TrialCount;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.rule.ModelVersions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The queue in numbers, as the dashboard shows it.
 *
 * @param days how many days it looks back, today included
 * @param tenant the only tenant it is about, empty for all
 * @param trial how the model on trial does; empty where there is none, or where only one tenant's numbers are shown
 * @param mayChoose whether who looks may choose another tenant
 */
record DashboardView(
        Words words,
        int days,
        String tenant,
        boolean mayChoose,
        QueueStatistics statistics,
        Backlog backlog,
        long unsent,
        Optional<TrialStanding> trial,
        Instant asOf,
        ZoneId zone) {
    static final List<Integer> RANGES = List.of(1, 7, 30);

    /** A number that stands by itself. */
    record Tile(String label, String value) {}

    List<Tile> tiles() {
        TimePlots times = new TimePlots(words);
        Tally all = new Tally();
        statistics.outcomes().forEach(all::add);
        return List.of(
                new Tile(words.say("dash.tile.waiting"), Long.toString(backlog.items())),
                new Tile(
                        words.say("dash.tile.oldest"),
                        backlog.oldest().map(times::span).orElse("–")),
                new Tile(words.say("dash.tile.claimed"), Long.toString(backlog.claimed())),
                new Tile(words.say("dash.tile.unsent"), Long.toString(unsent)),
                new Tile(words.say("dash.tile.verdicts"), Long.toString(all.verdicts())),
                new Tile(
                        words.say("dash.tile.passed"), Plot.percent(all.of(DecisionOutcome.APPROVED), all.verdicts())));
    }

    /** What is on trial, and on how much. */
    String trialOf(TrialStanding standing) {
        ModelTrial trial = standing.trial();
        String kinds = trial.getKinds().isEmpty()
                ? words.say("dash.all")
                : trial.getKinds().stream().map(this::name).collect(Collectors.joining(words.say("list.separator")));
        return words.say(
                "dash.trial.of",
                ModelVersions.brief(trial.getModel()),
                trial.getPercent(),
                kinds,
                trial.getSince().atZone(zone).toLocalDate());
    }

    private String name(Kind kind) {
        return words.say("kind." + kind);
    }

    /** How it does so far, beside the others. */
    String trialSoFar(TrialStanding standing) {
        return words.say("dash.trial.so-far", counted(standing.own()), counted(standing.others()));
    }

    String trialVerdict(TrialStanding standing) {
        return words.say("dash.trial." + Code.lower(standing.verdict()), TrialStanding.ENOUGH);
    }

    private static String counted(TrialCount count) {
        return Plot.percent(count.passed(), count.seen()) + " (" + count.passed() + "/" + count.seen() + ")";
    }

    List<Plot> plots() {
        SharePlots shares = new SharePlots(words, statistics);
        PeoplePlots people = new PeoplePlots(words, statistics);
        TimePlots times = new TimePlots(words);
        List<Plot> plots = new ArrayList<>(List.of(
                times.waiting(backlog),
                people.byDay(),
                times.times("claim", statistics.toClaim()),
                times.times("decide", statistics.toDecide()),
                shares.byModel(),
                shares.byKind()));
        if (tenant.isEmpty()) {
            plots.add(shares.byTenant());
        }
        plots.add(people.verdicts());
        plots.add(people.byPerson());
        return plots;
    }

    List<DecisionOutcome> legend() {
        return Tally.VERDICTS;
    }

    String legend(DecisionOutcome outcome) {
        return words.say("dash.outcome." + Code.lower(outcome));
    }

    String look(DecisionOutcome outcome) {
        return SharePlots.look(outcome);
    }

    /** Where the same stands for other days. */
    String query(int other) {
        String tenants = tenant.isEmpty() ? "" : "&tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
        return "?days=" + other + tenants;
    }

    String time() {
        return asOf.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    String firstDay() {
        return statistics.first().toString();
    }

    String lastDay() {
        return statistics.last().toString();
    }
}
