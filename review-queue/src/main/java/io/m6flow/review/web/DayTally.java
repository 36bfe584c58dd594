package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.schema.DeciderType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many items a reviewer has decided today: looked up once in the queue (as far as its latest
 * {@value #LOOKED_AT} decisions tell), then counted as this server sees them. Thread-safe.
 */
final class DayTally {
    private static final int LOOKED_AT = 1_000;

    private final ReviewQueue queue;
    private final Clock clock;
    private final Map<Key, Integer> counts = new ConcurrentHashMap<>();

    DayTally(ReviewQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Looked up when first asked for, so that programs which never ask cost nothing. */
    int of(Principal who) {
        Key key = key(who);
        counts.keySet().removeIf(old -> old.day().isBefore(key.day()));
        return counts.computeIfAbsent(key, this::lookUp);
    }

    void add(Principal who) {
        counts.computeIfPresent(key(who), (key, count) -> count + 1);
    }

    /** One that was decided today is undone. */
    void takeBack(Principal who) {
        counts.computeIfPresent(key(who), (key, count) -> Math.max(0, count - 1));
    }

    private int lookUp(Key key) {
        return (int) queue.decided(ItemFilter.ALL, LOOKED_AT).stream()
                .map(ReviewItem::decision)
                .filter(decision -> isOf(key, decision))
                .count();
    }

    private boolean isOf(Key key, @Nullable Decided decision) {
        return decision != null
                && decision.by().getType() == DeciderType.PERSON
                && decision.by().getName().equals(key.name())
                && LocalDate.ofInstant(decision.at(), clock.getZone()).equals(key.day());
    }

    private Key key(Principal who) {
        return new Key(who.name(), LocalDate.now(clock));
    }

    private record Key(String name, LocalDate day) {}
}
