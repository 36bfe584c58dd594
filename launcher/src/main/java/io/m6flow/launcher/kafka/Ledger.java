package io.m6flow.launcher.kafka;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.PublishedKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts guarantee I1 from what stands on the topics, and from nothing else: every event has its
 * outcomes, every draft exactly one decision, every decision to publish is published. Not thread-safe.
 */
public final class Ledger {
    private final Map<EventOrigin, Integer> expected = new HashMap<>();
    private final Map<EventOrigin, Integer> settled = new HashMap<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Kind, Long> drafts = new EnumMap<>(Kind.class);
    private final Map<String, Integer> decisionsOfDraft = new HashMap<>();
    private final Set<String> draftIds = new HashSet<>();
    private final Map<DecisionOutcome, Long> decisions = new EnumMap<>(DecisionOutcome.class);
    private final Map<PublishedKey, Long> toPublish = new HashMap<>();
    private final Map<PublishedKey, Long> published = new HashMap<>();
    private final Set<String> decisionIds = new HashSet<>();
    private long products;
    private long segments;
    private long deadLetters;
    private long fileLines;

    void product(EventOrigin origin, int kinds) {
        products++;
        expected.put(origin, kinds);
    }

    void segment(EventOrigin origin) {
        segments++;
        expected.put(origin, 1);
    }

    void outcome(EventOutcome outcome) {
        outcomes.merge(outcome.getOutcome(), 1L, Long::sum);
        settled.merge(outcome.getOrigin(), 1, Integer::sum);
        if (outcome.getOrigin().getTopic().startsWith("file:")) {
            fileLines++;
        }
    }

    void draft(ContentDraft draft) {
        if (draftIds.add(draft.getContentId())) {
            drafts.merge(draft.getKind(), 1L, Long::sum);
        }
    }

    void decision(ReviewDecision decision) {
        if (!decisionIds.add(decision.getDecisionId())) {
            return;
        }
        decisions.merge(decision.getOutcome(), 1L, Long::sum);
        if (decision.getOutcome() != DecisionOutcome.REVOKED) {
            decisionsOfDraft.merge(decision.getContentId(), 1, Integer::sum);
        }
        if (isSentToSinks(decision)) {
            toPublish.merge(PublishedKey.of(decision), decision.getPublishSequence(), Math::max);
        }
    }

    void published(PublishedContent content) {
        published.merge(PublishedKey.of(content), content.getPublishSequence(), Math::max);
    }

    void deadLetter() {
        deadLetters++;
    }

    /** Events that lack an outcome or have one too many, each with what it has and what it should have. */
    public List<String> unsettled() {
        List<String> unsettled = new ArrayList<>();
        expected.forEach((origin, wanted) -> {
            int have = settled.getOrDefault(origin, 0);
            if (have != wanted) {
                unsettled.add(origin.getTopic() + "-" + origin.getPartition() + "@" + origin.getOffset() + " has "
                        + have + " of " + wanted + " outcomes");
            }
        });
        return unsettled;
    }

    /** Drafts without a decision. */
    public long undecided() {
        return draftIds.stream().filter(id -> !decisionsOfDraft.containsKey(id)).count();
    }

    /** Drafts with more than one decision; there must never be any. */
    public long decidedTwice() {
        return decisionsOfDraft.values().stream().filter(count -> count > 1).count();
    }

    /** Decisions to publish or to retract that content.published does not show yet. */
    public long unpublished() {
        return toPublish.entrySet().stream()
                .filter(entry -> published.getOrDefault(entry.getKey(), -1L) < entry.getValue())
                .count();
    }

    public long products() {
        return products;
    }

    public long segments() {
        return segments;
    }

    /** Lines of files that were no events. */
    public long refusedLines() {
        return fileLines;
    }

    public long events() {
        return products + segments;
    }

    public Map<Outcome, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    public Map<Kind, Long> drafts() {
        return Map.copyOf(drafts);
    }

    public long draftCount() {
        return draftIds.size();
    }

    public Map<DecisionOutcome, Long> decisions() {
        return Map.copyOf(decisions);
    }

    public long publishedCount() {
        return published.size();
    }

    public long deadLetters() {
        return deadLetters;
    }

    private static boolean isSentToSinks(ReviewDecision decision) {
        return switch (decision.getOutcome()) {
            case APPROVED, EDITED, REVOKED -> true;
            case EXPIRED -> !decision.getText().isEmpty();
            case REJECTED, SENT_BACK, SUPERSEDED -> false;
        };
    }
}
