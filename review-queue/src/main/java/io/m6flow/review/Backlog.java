package io.m6flow.review;

import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the queue now.
 *
 * @param waiting by kind, those that nobody holds; a kind of which nothing waits is missing
 * @param claimed items that somebody holds
 */
public record Backlog(Map<Kind, Line> waiting, long claimed) {
    public static final Backlog EMPTY = new Backlog(Map.of(), 0);

    public Backlog {
        waiting = Map.copyOf(waiting);
    }

    /**
     * Items of one kind that wait.
     *
     * @param oldest how long ago the oldest of them was admitted
     */
    public record Line(long items, Duration oldest) {}

    public long items() {
        return waiting.values().stream().mapToLong(Line::items).sum();
    }

    public Optional<Duration> oldest() {
        return waiting.values().stream().map(Line::oldest).max(Comparator.naturalOrder());
    }
}
