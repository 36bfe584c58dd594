package io.m6flow.review.web;

import io.m6flow.review.QueueStatistics;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much persons decided, as plots: all of them by day, and each by day and by verdict. Immutable. */
record PeoplePlots(Words words, QueueStatistics statistics) {
    private static final int MOST_ROWS = 12;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    /** All persons' verdicts, a column for each day. */
    Plot byDay() {
        DailyTallies days = new DailyTallies(statistics);
        statistics.people().forEach(days::add);
        Plot.Row row = new Plot.Row(
                words.say("dash.all"),
                days.columns(days.greatest()),
                Long.toString(days.total()),
                words.say("dash.by-day.spoken", days.total(), days.greatest()));
        List<String> head = new ArrayList<>(List.of(words.say("dash.day"), words.say("dash.verdicts")));
        Tally.VERDICTS.forEach(outcome -> head.add(SharePlots.outcome(words, outcome)));
        List<List<String>> lines = new ArrayList<>();
        days.days().forEach((day, tally) -> {
            List<String> line = new ArrayList<>(List.of(day.toString(), Long.toString(tally.verdicts())));
            Tally.VERDICTS.forEach(outcome -> line.add(Long.toString(tally.of(outcome))));
            lines.add(line);
        });
        return new Plot(
                "day",
                words.say("dash.by-day"),
                words.say("dash.by-day.hint", days.greatest()),
                true,
                true,
                days.total() == 0 ? List.of() : List.of(row),
                new Plot.Table(head, lines));
    }

    /** Each reviewer's verdicts, a column for each day, all on one scale; most diligent first. */
    Plot byPerson() {
        Map<String, DailyTallies> people = people();
        long greatest =
                people.values().stream().mapToLong(DailyTallies::greatest).max().orElse(0);
        List<Plot.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        people.forEach((name, days) -> {
            rows.add(new Plot.Row(
                    name,
                    days.columns(greatest),
                    Long.toString(days.total()),
                    words.say("dash.person.spoken", name, days.total())));
            List<String> line = new ArrayList<>(List.of(name, Long.toString(days.total())));
            days.days().values().forEach(tally -> line.add(Long.toString(tally.verdicts())));
            lines.add(line);
        });
        List<String> head = new ArrayList<>(List.of(words.say("dash.person"), words.say("dash.verdicts")));
        new DailyTallies(statistics).days().keySet().forEach(day -> head.add(DAY.format(day)));
        return plot(
                "person", words.say("dash.people"), words.say("dash.by-day.hint", greatest), true, rows, head, lines);
    }

    /** What each reviewer made of the drafts, as shares, with the counts of today and in all; most diligent first. */
    Plot verdicts() {
        List<Plot.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        people().forEach((name, days) -> {
            Tally all = days.all();
            long today = days.onTheLast().verdicts();
            if (all.verdicts() > 0) {
                rows.add(new Plot.Row(
                        name,
                        SharePlots.bars(all),
                        words.say("dash.share", today, all.verdicts()),
                        words.say("dash.reviewer.spoken", name, today, all.verdicts(), SharePlots.spoken(words, all))));
            }
            List<String> line = new ArrayList<>(List.of(name, Long.toString(today), Long.toString(all.verdicts())));
            Tally.VERDICTS.forEach(outcome -> line.add(SharePlots.counted(all, outcome)));
            lines.add(line);
        });
        List<String> head = new ArrayList<>(
                List.of(words.say("dash.person"), words.say("dash.range.1"), words.say("dash.verdicts")));
        Tally.VERDICTS.forEach(outcome -> head.add(SharePlots.outcome(words, outcome)));
        return plot(
                "reviewer",
                words.say("dash.shares.reviewer"),
                words.say("dash.reviewer.hint"),
                false,
                rows,
                head,
                lines);
    }

    private static Plot plot(
            String id,
            String title,
            String hint,
            boolean isByDay,
            List<Plot.Row> rows,
            List<String> head,
            List<List<String>> lines) {
        List<Plot.Row> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
        return new Plot(id, title, hint, true, isByDay, shown, new Plot.Table(head, lines));
    }

    private Map<String, DailyTallies> people() {
        Map<String, DailyTallies> all = new LinkedHashMap<>();
        statistics
                .people()
                .forEach(one -> all.computeIfAbsent(one.name(), none -> new DailyTallies(statistics))
                        .add(one));
        Map<String, DailyTallies> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, DailyTallies> one) -> -one.getValue().total()))
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }
}
