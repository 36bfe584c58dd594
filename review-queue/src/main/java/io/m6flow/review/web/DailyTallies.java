package io.m6flow.review.web;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DecisionOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decisions of persons on each of some days, added up. Confined to one thread. */
final class DailyTallies {
    private final SortedMap<LocalDate, Tally> days = new TreeMap<>();

    /** Nothing yet, on each day of these. */
    DailyTallies(QueueStatistics range) {
        range.first().datesUntil(range.last().plusDays(1)).forEach(day -> days.put(day, new Tally()));
    }

    void add(QueueStatistics.PersonsDay one) {
        days.computeIfAbsent(one.day(), none -> new Tally()).add(one.outcome(), one.count());
    }

    SortedMap<LocalDate, Tally> days() {
        return Collections.unmodifiableSortedMap(days);
    }

    Tally onTheLast() {
        return days.getOrDefault(days.lastKey(), new Tally());
    }

    /** All days together. */
    Tally all() {
        Tally all = new Tally();
        days.values().forEach(all::addAll);
        return all;
    }

    long total() {
        return all().verdicts();
    }

    /** The verdicts of the busiest day. */
    long greatest() {
        return days.values().stream().mapToLong(Tally::verdicts).max().orElse(0);
    }

    /** A column of stacked verdicts for each day, from the left to the right; one of the greatest is as high as the plot. */
    List<Plot.Rect> columns(long greatest) {
        List<Plot.Rect> rects = new ArrayList<>();
        int room = Plot.WIDTH / days.size();
        int at = 0;
        for (Tally tally : days.values()) {
            int top = Plot.HEIGHT;
            for (DecisionOutcome outcome : Tally.VERDICTS) {
                int height = Plot.Rect.scaled(tally.of(outcome), greatest, Plot.HEIGHT);
                top = Math.max(0, top - height);
                if (height > 0) {
                    rects.add(new Plot.Rect(SharePlots.look(outcome), at + room / 10, top, room - room / 5, height));
                }
            }
            at += room;
        }
        return rects;
    }
}
