package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ItemState;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has changed in the queue since the last look. Numbers are compared first; only where they differ, and
 * now and then in case they agree by chance, are held and lately decided items read. Not thread-safe.
 */
final class QueueWatch {
    private static final int CLAIMED_READ = 200;
    private static final int DECIDED_READ = 50;
    private static final int READ_ANYWAY_EVERY = 10;

    private final ReviewQueue queue;
    private @Nullable QueueCounts counts;
    private Map<ItemRef, Standing> standings = Map.of();
    private int looks;

    QueueWatch(ReviewQueue queue) {
        this.queue = queue;
    }

    /** What has changed; empty where nothing has. The first look finds how things stand, and no change. */
    Optional<Changes> changes() {
        QueueCounts before = counts;
        QueueCounts now = queue.counts();
        boolean differs = !isSame(before, now);
        if (!differs && ++looks % READ_ANYWAY_EVERY != 0) {
            return Optional.empty();
        }
        Map<ItemRef, Standing> found = read();
        Map<ItemRef, Standing> changed = changed(standings, found);
        standings = found;
        counts = now;
        if (before == null || !(differs || !changed.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Changes(now.waiting(), changed));
    }

    private static boolean isSame(@Nullable QueueCounts before, QueueCounts now) {
        return before != null
                && before.waiting() == now.waiting()
                && before.claimed() == now.claimed()
                && before.decided().equals(now.decided());
    }

    private Map<ItemRef, Standing> read() {
        Map<ItemRef, Standing> found = new HashMap<>();
        queue.decided(ItemFilter.ALL, DECIDED_READ).forEach(item -> found.put(ItemRef.of(item), Standing.of(item)));
        queue.claimed(ItemFilter.ALL, CLAIMED_READ).forEach(item -> found.put(ItemRef.of(item), Standing.of(item)));
        return found;
    }

    private static Map<ItemRef, Standing> changed(Map<ItemRef, Standing> before, Map<ItemRef, Standing> now) {
        Map<ItemRef, Standing> changed = new HashMap<>();
        now.forEach((ref, standing) -> {
            if (!standing.equals(before.get(ref))) {
                changed.put(ref, standing);
            }
        });
        before.forEach((ref, standing) -> {
            if (standing.state() == ItemState.CLAIMED && !now.containsKey(ref)) {
                changed.put(ref, new Standing(ItemState.WAITING, ""));
            }
        });
        return changed;
    }

    /**
     * Where an item stands.
     *
     * @param by who holds or has decided it; empty while it waits
     */
    record Standing(ItemState state, String by) {
        static Standing of(ReviewItem item) {
            Decided decision = item.decision();
            String by = decision == null
                    ? Objects.requireNonNullElse(item.heldBy(), "")
                    : decision.by().getName();
            return new Standing(item.state(), by);
        }
    }

    record Changes(long waiting, Map<ItemRef, Standing> items) {
        Changes {
            items = Map.copyOf(items);
        }
    }
}
