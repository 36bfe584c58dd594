package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DecisionOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue in numbers, as the dashboard shows it.
 *
 * @param days how many days it looks back, today included
 * @param tenant the only tenant it is about, empty for all
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
