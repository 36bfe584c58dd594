package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.TimesTaken;
import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits, and how long things took, as plots. Immutable. */
record TimePlots(Words words) {
    /** Coarser than what is counted, so that a phone shows them all; in seconds. */
    private static final List<Long> BOUNDS = List.of(10L, 30L, 60L, 300L, 1_800L, 3_600L, 14_400L, 86_400L);

    Plot waiting(Backlog backlog) {
        long greatest = backlog.waiting().values().stream()
                .mapToLong(Backlog.Line::items)
                .max()
                .orElse(0);
        List<Plot.Row> rows = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Optional<Backlog.Line> line = Optional.ofNullable(backlog.waiting().get(kind));
            long items = line.map(Backlog.Line::items).orElse(0L);
            String oldest = line.map(found -> span(found.oldest())).orElse("–");
            String name = words.say("kind." + kind);
            String value = items == 0 ? "0" : words.say("dash.waiting.value", items, oldest);
            rows.add(new Plot.Row(name, List.of(Plot.Rect.bar("plain", items, greatest)), value, name + ": " + value));
            lines.add(List.of(name, Long.toString(items), oldest));
        }
        return new Plot(
                "waiting",
                words.say("dash.waiting"),
                words.say("dash.waiting.hint"),
                false,
                false,
                backlog.waiting().isEmpty() ? List.of() : rows,
                new Plot.Table(
                        List.of(words.say("dash.by.kind"), words.say("dash.items"), words.say("dash.oldest")), lines));
    }

    /** @param id claim or decide */
    Plot times(String id, Map<Kind, TimesTaken> byKind) {
        TimesTaken all = byKind.values().stream().reduce(TimesTaken.NONE, TimesTaken::plus);
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(words.say("kind.all"), all));
        byKind.forEach((kind, times) -> lines.add(line(words.say("kind." + kind), times)));
        return new Plot(
                id,
                words.say("dash.times." + id),
                all.total() == 0
                        ? ""
                        : words.say("dash.times.hint", bound(all, 0.5), bound(all, 0.9), bound(all, 0.99)),
                false,
                false,
                all.total() == 0 ? List.of() : rows(all),
                new Plot.Table(
                        List.of(words.say("dash.by.kind"), words.say("dash.items"), "p50 ≤", "p90 ≤", "p99 ≤"), lines));
    }

    private List<Plot.Row> rows(TimesTaken times) {
        List<Long> counts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        long before = 0;
        for (long bound : BOUNDS) {
            counts.add(times.between(before, bound));
            labels.add("≤ " + span(Duration.ofSeconds(bound)));
            before = bound;
        }
        counts.add(times.longer());
        labels.add("> " + span(Duration.ofSeconds(before)));
        long greatest = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        List<Plot.Row> rows = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.get(i);
            rows.add(new Plot.Row(
                    labels.get(i),
                    List.of(Plot.Rect.bar("plain", count, greatest)),
                    Long.toString(count),
                    labels.get(i) + ": " + count));
        }
        return rows;
    }

    private List<String> line(String name, TimesTaken times) {
        return List.of(name, Long.toString(times.total()), bound(times, 0.5), bound(times, 0.9), bound(times, 0.99));
    }

    private String bound(TimesTaken times, double share) {
        if (times.total() == 0) {
            return "–";
        }
        return times.within(share).map(this::span).orElse(words.say("dash.longer"));
    }

    /** In the largest unit of which there is one whole. */
    String span(Duration span) {
        if (span.toDays() > 0) {
            return words.say("age.days", span.toDays());
        } else if (span.toHours() > 0) {
            return words.say("age.hours", span.toHours());
        } else if (span.toMinutes() > 0) {
            return words.say("age.minutes", span.toMinutes());
        }
        return words.say("dash.seconds", span.toSeconds());
    }
}
