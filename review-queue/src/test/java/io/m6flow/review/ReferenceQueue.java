package io.m6flow.review;

import io.m6flow.review.ReferenceShelf.Ref;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue's port in plain memory: its rules with nothing else in the way. Thread-safe by one lock. */
public final class ReferenceQueue implements ReviewQueue {
    private static final Duration SECONDS_LEFT = Duration.ofSeconds(20);
    private static final Duration SKIPPED_FOR = Duration.ofDays(1);

    private final Clock clock;
    private final QueueRules rules;
    private final ReferenceShelf shelf = new ReferenceShelf();
    private final Map<String, Long> floors = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, ReferenceItem> published = new HashMap<>();
    private final Map<ReferenceItem, Optional<ReferenceItem>> undoable = new HashMap<>();
    private final List<ReviewFeedback> feedback = new ArrayList<>();

    public ReferenceQueue(Clock clock, QueueRules rules) {
        this.clock = clock;
        this.rules = rules;
    }

    @Override
    public synchronized Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling) {
        Ref ref = new Ref(new TenantId(draft.getTenant()), ContentId.of(draft));
        if (shelf.items.containsKey(ref)) {
            return Admission.KNOWN;
        }
        ReferenceItem item = new ReferenceItem(draft, now());
        shelf.items.put(ref, item);
        if (draft.getSubjectRevision() < floors.getOrDefault(place(draft), Long.MIN_VALUE)) {
            settleByPolicy(item, DecisionOutcome.SUPERSEDED, "withdrawal", "");
            return Admission.SUPERSEDED;
        }
        return ruling.fold(wait -> Admission.WAITING, approve -> {
            settleByPolicy(item, DecisionOutcome.APPROVED, approve.policy(), draft.getText());
            return Admission.APPROVED;
        });
    }

    @Override
    public synchronized List<Admission> admitAll(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> admit(arrival.draft(), arrival.position(), arrival.ruling()))
                .toList();
    }

    @Override
    public synchronized int withdraw(Withdrawal withdrawal, SourcePosition position) {
        int decided = 0;
        for (Kind kind : withdrawal.getKinds()) {
            String place = withdrawal.getTenant() + "|" + kind + "|" + withdrawal.getSubject();
            floors.merge(place, withdrawal.getFloorRevision(), Math::max);
            undoable.keySet().removeIf(item -> place(item.draft).equals(place));
            for (ReferenceItem item : shelf.waitingFirst()) {
                decided += place(item.draft).equals(place) ? voided(item, withdrawal) : 0;
            }
        }
        return decided;
    }

    private int voided(ReferenceItem item, Withdrawal withdrawal) {
        boolean revokes = withdrawal.getCause() == WithdrawalCause.DELETED
                || rules.retractAtOnce().contains(item.draft.getKind());
        if (item.draft.getSubjectRevision() >= withdrawal.getFloorRevision()) {
            return 0;
        } else if (item.decision == null) {
            settleByPolicy(item, DecisionOutcome.SUPERSEDED, "withdrawal", "");
            return 1;
        } else if (revokes && isPublished(item)) {
            settleByPolicy(item, DecisionOutcome.REVOKED, "withdrawal", "");
            return 1;
        }
        return 0;
    }

    @Override
    public TrackRecord trackRecord(TenantId tenant, Kind kind, String modelVersion) {
        return TrackRecord.NONE;
    }

    @Override
    public synchronized Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter) {
        Instant now = now();
        Comparator<ReferenceItem> secondsLeft = Comparator.comparing(item -> !item.hasSecondsLeft(now, SECONDS_LEFT));
        return shelf.inLine(filter, now)
                .filter(item -> item.isFor(reviewer, now))
                .min(secondsLeft.thenComparingDouble(item -> Urgency.score(item.draft)))
                .map(item -> item.claim(reviewer, now, rules.lease()));
    }

    @Override
    public synchronized Optional<Claim> tryClaimAmong(Reviewer reviewer, List<ReviewItem> among) {
        return among.stream()
                .map(item -> shelf.items.get(Ref.of(item)))
                .filter(item -> item.isFor(reviewer, now()))
                .findFirst()
                .map(item -> item.claim(reviewer, now(), rules.lease()));
    }

    @Override
    public synchronized ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content) {
        ReferenceItem item = get(tenant, content);
        if (item == null) {
            return new ClaimResult.Unknown();
        } else if (item.decision != null) {
            return new ClaimResult.AlreadyDecided(item.decision);
        } else if (item.isHeld(now())) {
            return reviewer.name().equals(item.heldBy)
                    ? new ClaimResult.Granted(item.prolong(now(), rules.lease()))
                    : new ClaimResult.HeldByAnother(item.heldBy, item.leaseUntil);
        }
        return item.isForLead && !reviewer.isLead()
                ? new ClaimResult.ForLead()
                : new ClaimResult.Granted(item.claim(reviewer, now(), rules.lease()));
    }

    @Override
    public synchronized ClaimResult renew(Reviewer reviewer, Claim claim) {
        ReferenceItem item = shelf.items.get(Ref.of(claim.item()));
        if (item == null) {
            return new ClaimResult.Unknown();
        } else if (item.decision != null) {
            return new ClaimResult.AlreadyDecided(item.decision);
        } else if (item.isHeldUnder(reviewer, claim, now())) {
            return new ClaimResult.Granted(item.prolong(now(), rules.lease()));
        }
        return item.isHeld(now()) && !reviewer.name().equals(item.heldBy)
                ? new ClaimResult.HeldByAnother(item.heldBy, item.leaseUntil)
                : new ClaimResult.LeaseLost();
    }

    @Override
    public synchronized boolean release(Reviewer reviewer, Claim claim) {
        return giveBack(reviewer, claim, HistoryEntry.Event.RELEASED, "").isPresent();
    }

    @Override
    public synchronized boolean skip(Reviewer reviewer, Claim claim) {
        Optional<ReferenceItem> item = giveBack(reviewer, claim, HistoryEntry.Event.SKIPPED, "");
        item.ifPresent(it -> it.skippedUntil.put(reviewer.name(), now().plus(SKIPPED_FOR)));
        return item.isPresent();
    }

    @Override
    public synchronized boolean escalate(Reviewer reviewer, Claim claim, String note) {
        Optional<ReferenceItem> item = giveBack(reviewer, claim, HistoryEntry.Event.ESCALATED, note);
        item.ifPresent(it -> it.isForLead = true);
        return item.isPresent();
    }

    private Optional<ReferenceItem> giveBack(Reviewer reviewer, Claim claim, HistoryEntry.Event why, String note) {
        ReferenceItem item = shelf.items.get(Ref.of(claim.item()));
        if (item == null || !item.isHeldUnder(reviewer, claim, now())) {
            return Optional.empty();
        }
        item.note(now(), why, reviewer.name(), note);
        item.putBack();
        return Optional.of(item);
    }

    @Override
    public synchronized DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict) {
        ReferenceItem item = shelf.items.get(Ref.of(claim.item()));
        if (item == null) {
            return new DecideResult.Unknown();
        } else if (verdict instanceof Verdict.SendBack
                && obstacleToSendBack(claim.item()).isPresent()) {
            return new DecideResult.CannotGoBack(
                    obstacleToSendBack(claim.item()).get());
        } else if (item.decision != null) {
            return new DecideResult.AlreadyDecided(item.decision);
        } else if (!item.isHeldUnder(reviewer, claim, now()) || claim.item().itemVersion() != item.version) {
            return new DecideResult.StaleClaim();
        }
        return verdict.fold(
                approve -> take(item, reviewer, DecisionOutcome.APPROVED, item.draft.getText()),
                edit -> take(item, reviewer, DecisionOutcome.EDITED, edit.text()),
                reject -> settled(item, reviewer, DecisionOutcome.REJECTED, reject.reasons(), "", null),
                back -> {
                    feedback.add(Feedback.of(item.draft, back, null, now()));
                    return settled(item, reviewer, DecisionOutcome.SENT_BACK, back.reasons(), "", null);
                });
    }

    private DecideResult take(ReferenceItem item, Reviewer reviewer, DecisionOutcome outcome, String text) {
        Proposal proposal = item.proposal;
        if (!rules.twoPersons().contains(item.draft.getKind())) {
            return settled(item, reviewer, outcome, List.of(), text, null);
        } else if (outcome == DecisionOutcome.EDITED || proposal == null) {
            item.proposal = new Proposal(reviewer.name(), text);
            item.proposedEdit = outcome == DecisionOutcome.EDITED;
            item.note(now(), HistoryEntry.Event.PROPOSED, reviewer.name(), outcome.name());
            item.putBack();
            return new DecideResult.Proposed(item.item(now()));
        } else if (proposal.by().equals(reviewer.name())) {
            return new DecideResult.OwnProposal();
        }
        DecisionOutcome agreed = item.proposedEdit ? DecisionOutcome.EDITED : DecisionOutcome.APPROVED;
        return settled(item, reviewer, agreed, List.of(), proposal.text(), proposal.by());
    }

    private DecideResult settled(
            ReferenceItem item,
            Reviewer reviewer,
            DecisionOutcome outcome,
            List<String> reasons,
            String text,
            @Nullable String agreedWith) {
        Decider by = new Decider(DeciderType.PERSON, reviewer.name());
        Duration window = rules.undoWindow(item.draft.getKind());
        settle(item, outcome, by, reviewer.via(), reasons, text, agreedWith, window);
        return new DecideResult.Accepted(item.item(now()));
    }

    @Override
    public synchronized List<DecideResult> approveAll(Reviewer reviewer, List<SeenItem> seen) {
        return seen.stream().map(one -> approve(reviewer.via(Via.BATCH), one)).toList();
    }

    private DecideResult approve(Reviewer reviewer, SeenItem seen) {
        ReferenceItem item = shelf.items.get(new Ref(seen.tenant(), seen.content()));
        if (item == null) {
            return new DecideResult.Unknown();
        } else if (item.decision != null) {
            return new DecideResult.AlreadyDecided(item.decision);
        } else if (!item.isWaiting(now()) || item.version != seen.itemVersion() || item.isForLead) {
            return new DecideResult.StaleClaim();
        } else if (Risk.of(item.draft)) {
            return new DecideResult.TooRisky();
        }
        return take(item, reviewer, DecisionOutcome.APPROVED, item.draft.getText());
    }

    @Override
    public synchronized UndoResult undo(Reviewer reviewer, TenantId tenant, ContentId content, String decisionId) {
        ReferenceItem item = get(tenant, content);
        if (item == null) {
            return new UndoResult.Unknown();
        }
        Decided decision = item.decision;
        if (decision == null) {
            return new UndoResult.NotDecided();
        }
        Instant until = decision.undoableUntil();
        boolean own = decision.decisionId().equals(decisionId)
                && decision.by().getName().equals(reviewer.name());
        if (!own || !undoable.containsKey(item) || until == null || !now().isBefore(until)) {
            return new UndoResult.TooLate(decision);
        }
        Optional<ReferenceItem> before = undoable.remove(item);
        if (published.remove(place(item.draft), item)) {
            before.ifPresent(it -> published.put(place(item.draft), it));
        }
        item.decision = null;
        shelf.decidedInOrder.remove(item);
        item.note(now(), HistoryEntry.Event.UNDONE, reviewer.name(), "");
        return new UndoResult.Undone(item.claim(reviewer, now(), rules.lease()));
    }

    @Override
    public synchronized RevokeResult revoke(
            Reviewer reviewer, TenantId tenant, ContentId content, String decisionId, List<String> reasons) {
        ReferenceItem item = get(tenant, content);
        if (item == null) {
            return new RevokeResult.Unknown();
        }
        Decided decision = item.decision;
        if (decision == null || !isPublished(item)) {
            return new RevokeResult.NotPublished();
        } else if (!decision.decisionId().equals(decisionId)) {
            return new RevokeResult.OutOfDate(decision);
        } else if (!reviewer.isLead() && !decision.by().getName().equals(reviewer.name())) {
            return new RevokeResult.TakesALead();
        }
        Decider by = new Decider(DeciderType.PERSON, reviewer.name());
        settle(item, DecisionOutcome.REVOKED, by, reviewer.via(), reasons, "", null, Duration.ZERO);
        return new RevokeResult.Revoked(item.item(now()));
    }

    private boolean isPublished(ReferenceItem item) {
        return published.get(place(item.draft)) == item;
    }

    @Override
    public boolean takesTwo(Kind kind) {
        return rules.twoPersons().contains(kind);
    }

    @Override
    public Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return rules.sendBack().obstacle(item.draft(), now());
    }

    /** What is to be written again, in the order in which it was sent back. */
    public synchronized List<ReviewFeedback> feedback() {
        return List.copyOf(feedback);
    }

    @Override
    public synchronized Optional<ReviewItem> find(TenantId tenant, ContentId content) {
        return Optional.ofNullable(get(tenant, content)).map(item -> item.item(now()));
    }

    @Override
    public synchronized List<ReviewItem> waiting(ItemFilter filter, int limit) {
        return shelf.waiting(filter, now(), limit);
    }

    @Override
    public synchronized List<ReviewItem> claimed(ItemFilter filter, int limit) {
        return shelf.claimed(filter, now(), limit);
    }

    @Override
    public synchronized List<ReviewItem> decided(ItemFilter filter, int limit) {
        return shelf.decided(filter, now(), limit);
    }

    @Override
    public synchronized List<HistoryEntry> history(TenantId tenant, ContentId content) {
        ReferenceItem item = get(tenant, content);
        return item == null ? List.of() : List.copyOf(item.history);
    }

    @Override
    public synchronized QueueCounts counts() {
        return shelf.counts(now());
    }

    private @Nullable ReferenceItem get(TenantId tenant, ContentId content) {
        return shelf.items.get(new Ref(tenant, content));
    }

    private void settleByPolicy(ReferenceItem item, DecisionOutcome outcome, String policy, String text) {
        Decider by = new Decider(DeciderType.POLICY, policy);
        settle(item, outcome, by, Via.POLICY, List.of(), text, null, Duration.ZERO);
    }

    private void settle(
            ReferenceItem item,
            DecisionOutcome outcome,
            Decider by,
            Via via,
            List<String> reasons,
            String text,
            @Nullable String agreedWith,
            Duration window) {
        String place = place(item.draft);
        undoable.keySet().removeIf(other -> place(other.draft).equals(place));
        long sequence = sequences.merge(place, 1L, Long::sum);
        String id = ContentId.of(item.draft).value() + "-" + ++item.decisions;
        Instant until = window.isZero() ? null : now().plus(window);
        item.decision = new Decided(id, outcome, by, via, agreedWith, reasons, text, sequence, now(), until);
        item.proposal = null;
        item.putBack();
        String agreed = agreedWith == null ? "" : agreedWith;
        item.note(now(), HistoryEntry.Event.valueOf(outcome.name()), by.getName(), agreed);
        shelf.decidedInOrder.remove(item);
        shelf.decidedInOrder.add(item);
        if (until != null) {
            undoable.put(item, Optional.ofNullable(published.get(place)));
        }
        if (outcome == DecisionOutcome.REVOKED) {
            published.remove(place);
        } else if (!text.isEmpty()) {
            published.put(place, item);
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private static String place(ContentDraft draft) {
        return draft.getTenant() + "|" + draft.getKind() + "|" + draft.getSubject();
    }
}
