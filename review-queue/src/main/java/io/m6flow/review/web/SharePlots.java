package io.m6flow.review.web;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DecisionOutcome;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What persons made of the drafts, as plots: shares of the four verdicts, and counts by day. Immutable. */
record SharePlots(Words words, QueueStatistics statistics) {
    private static final int MOST_ROWS = 12;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

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
        Tally.VERDICTS.forEach(outcome -> head.add(outcome(outcome)));
        head.add(outcome(DecisionOutcome.REVOKED));
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
        long all = tally.verdicts();
        List<Plot.Rect> rects = new ArrayList<>();
        long before = 0;
        for (DecisionOutcome outcome : Tally.VERDICTS) {
            int from = (int) (before * Plot.WIDTH / all);
            before += tally.of(outcome);
            rects.add(new Plot.Rect(look(outcome), from, 0, (int) (before * Plot.WIDTH / all) - from, Plot.HEIGHT));
        }
        rects.removeIf(rect -> rect.width() == 0);
        String passed = Plot.percent(tally.of(DecisionOutcome.APPROVED), all);
        return new Plot.Row(label, rects, words.say("dash.share", passed, all), label + ": " + spoken(tally));
    }

    private List<String> line(String label, Tally tally) {
        List<String> line = new ArrayList<>(List.of(label, Long.toString(tally.verdicts())));
        for (DecisionOutcome outcome : Tally.VERDICTS) {
            line.add(tally.of(outcome) + " (" + Plot.percent(tally.of(outcome), tally.verdicts()) + ")");
        }
        line.add(Long.toString(tally.of(DecisionOutcome.REVOKED)));
        line.add(Long.toString(tally.byPolicy()));
        return line;
    }

    private String spoken(Tally tally) {
        return Tally.VERDICTS.stream()
                .map(outcome -> outcome(outcome) + " " + Plot.percent(tally.of(outcome), tally.verdicts()))
                .collect(Collectors.joining(words.say("list.separator")));
    }

    /** All persons' verdicts, a column for each day. */
    Plot byDay() {
        Map<LocalDate, Tally> days = emptyDays();
        statistics.people().forEach(one -> tally(days, one.day()).add(one.outcome(), one.count()));
        Plot.Row row = new Plot.Row(
                words.say("dash.all"),
                columns(days, greatest(Stream.of(days))),
                Long.toString(total(days)),
                words.say("dash.by-day.spoken", total(days), greatest(Stream.of(days))));
        List<String> head = new ArrayList<>(List.of(words.say("dash.day"), words.say("dash.verdicts")));
        Tally.VERDICTS.forEach(outcome -> head.add(outcome(outcome)));
        List<List<String>> lines = new ArrayList<>();
        days.forEach((day, tally) -> {
            List<String> line = new ArrayList<>(List.of(day.toString(), Long.toString(tally.verdicts())));
            Tally.VERDICTS.forEach(outcome -> line.add(Long.toString(tally.of(outcome))));
            lines.add(line);
        });
        return new Plot(
                "day",
                words.say("dash.by-day"),
                words.say("dash.by-day.hint", greatest(Stream.of(days))),
                true,
                true,
                total(days) == 0 ? List.of() : List.of(row),
                new Plot.Table(head, lines));
    }

    /** Each reviewer's verdicts, a column for each day, all on one scale; most diligent first. */
    Plot byPerson() {
        Map<String, Map<LocalDate, Tally>> people = new LinkedHashMap<>();
        statistics
                .people()
                .forEach(one -> tally(people.computeIfAbsent(one.name(), none -> emptyDays()), one.day())
                        .add(one.outcome(), one.count()));
        long greatest = greatest(people.values().stream());
        List<Plot.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        people.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Map<LocalDate, Tally>> one) -> -total(one.getValue())))
                .forEach(one -> {
                    long total = total(one.getValue());
                    if (rows.size() < MOST_ROWS) {
                        rows.add(new Plot.Row(
                                one.getKey(),
                                columns(one.getValue(), greatest),
                                Long.toString(total),
                                words.say("dash.person.spoken", one.getKey(), total)));
                    }
                    List<String> line = new ArrayList<>(List.of(one.getKey(), Long.toString(total)));
                    one.getValue().values().forEach(tally -> line.add(Long.toString(tally.verdicts())));
                    lines.add(line);
                });
        List<String> head = new ArrayList<>(List.of(words.say("dash.person"), words.say("dash.verdicts")));
        emptyDays().keySet().forEach(day -> head.add(DAY.format(day)));
        return new Plot(
                "person",
                words.say("dash.people"),
                words.say("dash.by-day.hint", greatest),
                true,
                true,
                rows,
                new Plot.Table(head, lines));
    }

    private Map<LocalDate, Tally> emptyDays() {
        Map<LocalDate, Tally> days = new TreeMap<>();
        statistics.first().datesUntil(statistics.last().plusDays(1)).forEach(day -> days.put(day, new Tally()));
        return days;
    }

    private static Tally tally(Map<LocalDate, Tally> days, LocalDate day) {
        return days.computeIfAbsent(day, none -> new Tally());
    }

    private static long total(Map<LocalDate, Tally> days) {
        return days.values().stream().mapToLong(Tally::verdicts).sum();
    }

    private static long greatest(Stream<Map<LocalDate, Tally>> rows) {
        return rows.flatMap(days -> days.values().stream())
                .mapToLong(Tally::verdicts)
                .max()
                .orElse(0);
    }

    /** A column of stacked verdicts for each day, from the left to the right. */
    private static List<Plot.Rect> columns(Map<LocalDate, Tally> days, long greatest) {
        List<Plot.Rect> rects = new ArrayList<>();
        int room = Plot.WIDTH / days.size();
        int at = 0;
        for (Tally tally : days.values()) {
            int top = Plot.HEIGHT;
            for (DecisionOutcome outcome : Tally.VERDICTS) {
                int height = Plot.Rect.scaled(tally.of(outcome), greatest, Plot.HEIGHT);
                top = Math.max(0, top - height);
                if (height > 0) {
                    rects.add(new Plot.Rect(look(outcome), at + room / 10, top, room - room / 5, height));
                }
            }
            at += room;
        }
        return rects;
    }

    private String outcome(DecisionOutcome outcome) {
        return words.say("dash.outcome." + Code.lower(outcome));
    }

    static String look(DecisionOutcome outcome) {
        return Code.lower(outcome);
    }
}
