package io.m6flow.review;

import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The items of a {@link ReferenceQueue}, and how they are looked through. Guarded by the queue's lock. */
final class ReferenceShelf {
    final Map<Ref, ReferenceItem> items = new LinkedHashMap<>();
    final List<ReferenceItem> decidedInOrder = new ArrayList<>();

    record Ref(TenantId tenant, ContentId content) {
        static Ref of(ReviewItem item) {
            return new Ref(item.tenant(), item.contentId());
        }
    }

    Stream<ReferenceItem> inLine(ItemFilter filter, Instant now) {
        return items.values().stream().filter(item -> item.isWaiting(now) && matches(filter, item));
    }

    List<ReviewItem> waiting(ItemFilter filter, Instant now, int limit) {
        Comparator<ReferenceItem> need = Comparator.comparingDouble(item -> Urgency.score(item.draft));
        return shown(inLine(filter, now).sorted(need), now, limit);
    }

    List<ReviewItem> claimed(ItemFilter filter, Instant now, int limit) {
        Stream<ReferenceItem> held = items.values().stream()
                .filter(item -> item.decision == null && item.isHeld(now) && matches(filter, item))
                .sorted(Comparator.comparing(item -> item.leaseUntil));
        return shown(held, now, limit);
    }

    List<ReviewItem> decided(ItemFilter filter, Instant now, int limit) {
        List<ReferenceItem> newest = new ArrayList<>(decidedInOrder);
        Collections.reverse(newest);
        return shown(newest.stream().filter(item -> matches(filter, item)), now, limit);
    }

    QueueCounts counts(Instant now) {
        Map<DecisionOutcome, Long> decided = new EnumMap<>(DecisionOutcome.class);
        decidedInOrder.forEach(item -> decided.merge(item.decision.outcome(), 1L, Long::sum));
        long claimed = items.values().stream()
                .filter(item -> item.decision == null && item.isHeld(now))
                .count();
        return new QueueCounts(inLine(ItemFilter.ALL, now).count(), claimed, decided, 0);
    }

    private static List<ReviewItem> shown(Stream<ReferenceItem> found, Instant now, int limit) {
        return found.limit(limit).map(item -> item.item(now)).toList();
    }

    private static boolean matches(ItemFilter filter, ReferenceItem item) {
        return filter.matches(item.draft.getKind())
                && filter.tenant()
                        .map(tenant -> tenant.value().equals(item.draft.getTenant()))
                        .orElse(true);
    }

    /** A withdrawal makes void what waits before it revokes what is published. */
    List<ReferenceItem> waitingFirst() {
        return items.values().stream()
                .sorted(Comparator.comparing(item -> item.decision != null))
                .toList();
    }
}
