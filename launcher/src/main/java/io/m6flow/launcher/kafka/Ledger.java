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
    private final Set<EventOrigin> open = new HashSet<>();
    private final Set<String> undecided = new HashSet<>();
    private final Set<PublishedKey> unpublished = new HashSet<>();
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
        weigh(origin);
    }

    void segment(EventOrigin origin) {
        segments++;
        expected.put(origin, 1);
        weigh(origin);
    }

    void outcome(EventOutcome outcome) {
        outcomes.merge(outcome.getOutcome(), 1L, Long::sum);
        settled.merge(outcome.getOrigin(), 1, Integer::sum);
        weigh(outcome.getOrigin());
        if (outcome.getOrigin().getTopic().startsWith("file:")) {
            fileLines++;
        }
    }

    void draft(ContentDraft draft) {
        if (draftIds.add(draft.getContentId())) {
            drafts.merge(draft.getKind(), 1L, Long::sum);
            if (!decisionsOfDraft.containsKey(draft.getContentId())) {
                undecided.add(draft.getContentId());
            }
        }
    }

    void decision(ReviewDecision decision) {
        if (!decisionIds.add(decision.getDecisionId())) {
            return;
        }
        decisions.merge(decision.getOutcome(), 1L, Long::sum);
        if (decision.getOutcome() != DecisionOutcome.REVOKED) {
            decisionsOfDraft.merge(decision.getContentId(), 1, Integer::sum);
            undecided.remove(decision.getContentId());
        }
        if (isSentToSinks(decision)) {
            toPublish.merge(PublishedKey.of(decision), decision.getPublishSequence(), Math::max);
            weigh(PublishedKey.of(decision));
        }
    }

    void published(PublishedContent content) {
        published.merge(PublishedKey.of(content), content.getPublishSequence(), Math::max);
        weigh(PublishedKey.of(content));
    }

    void deadLetter() {
        deadLetters++;
    }

    /** Events that lack an outcome or have one too many, each with what it has and what it should have. */
    public List<String> unsettled() {
        return open.stream()
                .map(origin -> origin.getTopic() + "-" + origin.getPartition() + "@" + origin.getOffset() + " has "
                        + settled.getOrDefault(origin, 0) + " of " + expected.get(origin) + " outcomes")
                .toList();
    }

    /** How many events are {@link #unsettled()}. */
    public int openEvents() {
        return open.size();
    }

    /** Drafts without a decision. */
    public long undecided() {
        return undecided.size();
    }

    /** Drafts with more than one decision; there must never be any. */
    public long decidedTwice() {
        return decisionsOfDraft.values().stream().filter(count -> count > 1).count();
    }

    /** Decisions to publish or to retract that content.published does not show yet. */
    public long unpublished() {
        return unpublished.size();
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

    /** Those of events, of texts and of the sinks. */
    public long deadLetters() {
        return deadLetters;
    }

    private void weigh(EventOrigin origin) {
        Integer wanted = expected.get(origin);
        if (wanted == null || wanted.equals(settled.get(origin))) {
            open.remove(origin);
        } else {
            open.add(origin);
        }
    }

    private void weigh(PublishedKey key) {
        if (published.getOrDefault(key, -1L) < toPublish.getOrDefault(key, -1L)) {
            unpublished.add(key);
        } else {
            unpublished.remove(key);
        }
    }

    private static boolean isSentToSinks(ReviewDecision decision) {
        return switch (decision.getOutcome()) {
            case APPROVED, EDITED, REVOKED -> true;
            case EXPIRED -> !decision.getText().isEmpty();
            case REJECTED, SENT_BACK, SUPERSEDED -> false;
        };
    }
}
