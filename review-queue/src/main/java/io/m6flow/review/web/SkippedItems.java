package io.m6flow.review.web;

import io.m6flow.schema.id.ContentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which items a reviewer has just put back, so that the same one does not come again at once. Thread-safe. */
final class SkippedItems {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST_PER_REVIEWER = 100;

    private final Clock clock;
    /** By reviewer; guarded by this. */
    private final Map<String, Map<ContentId, Instant>> skipped = new HashMap<>();

    SkippedItems(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String reviewer, ContentId content) {
        skipped.computeIfAbsent(reviewer, name -> new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<ContentId, Instant> eldest) {
                        return size() > MOST_PER_REVIEWER;
                    }
                })
                .put(content, clock.instant());
    }

    synchronized boolean none(String reviewer) {
        forgetOld(reviewer);
        return !skipped.containsKey(reviewer);
    }

    synchronized boolean holds(String reviewer, ContentId content) {
        forgetOld(reviewer);
        return skipped.getOrDefault(reviewer, Map.of()).containsKey(content);
    }

    private void forgetOld(String reviewer) {
        Map<ContentId, Instant> own = skipped.get(reviewer);
        if (own == null) {
            return;
        }
        Instant border = clock.instant().minus(KEPT);
        own.values().removeIf(at -> at.isBefore(border));
        if (own.isEmpty()) {
            skipped.remove(reviewer);
        }
    }
}
