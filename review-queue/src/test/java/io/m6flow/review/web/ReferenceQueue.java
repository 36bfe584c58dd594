package io.m6flow.review.web;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.Decided;
import io.m6flow.review.Feedback;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ItemState;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The queue's port in plain memory: its rules with nothing else in the way. Thread-safe by one lock. */
final class ReferenceQueue implements ReviewQueue {
    private final Clock clock;
    private final Duration lease;
    private final Map<ItemRef, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Long> floors = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Entry> decidedInOrder = new ArrayList<>();
    private final List<ReviewFeedback> feedback = new ArrayList<>();
    private long decisions;

    ReferenceQueue(Clock clock, Duration lease) {
        this.clock = clock;
        this.lease = lease;
    }

    @Override
    public synchronized Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling) {
        ItemRef ref = new ItemRef(new TenantId(draft.getTenant()), ContentId.of(draft));
        if (entries.containsKey(ref)) {
            return Admission.KNOWN;
        }
        Entry entry = new Entry(draft, clock.instant());
        entries.put(ref, entry);
        if (draft.getSubjectRevision() < floors.getOrDefault(place(draft), Long.MIN_VALUE)) {
            settle(entry, DecisionOutcome.SUPERSEDED, policy("withdrawn"), List.of(), "");
            return Admission.SUPERSEDED;
        }
        return ruling.fold(wait -> Admission.WAITING, approve -> {
            settle(entry, DecisionOutcome.APPROVED, policy(approve.policy()), List.of(), draft.getText());
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
            for (Entry entry : List.copyOf(entries.values())) {
                decided += place(entry.draft).equals(place) ? voided(entry, withdrawal) : 0;
            }
        }
        return decided;
    }

    private int voided(Entry entry, Withdrawal withdrawal) {
        if (entry.draft.getSubjectRevision() >= withdrawal.getFloorRevision()) {
            return 0;
        }
        if (entry.decision == null) {
            settle(entry, DecisionOutcome.SUPERSEDED, policy("withdrawn"), List.of(), "");
            return 1;
        }
        boolean published = entry.decision.outcome() == DecisionOutcome.APPROVED
                || entry.decision.outcome() == DecisionOutcome.EDITED;
        if (withdrawal.getCause() == WithdrawalCause.DELETED && published) {
            settle(entry, DecisionOutcome.REVOKED, policy("deleted"), List.of(), "");
            return 1;
        }
        return 0;
    }

    @Override
    public synchronized Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter) {
        return waitingEntries(filter).findFirst().map(entry -> claim(entry, reviewer));
    }

    @Override
    public synchronized ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content) {
        Entry entry = entries.get(new ItemRef(tenant, content));
        if (entry == null) {
            return new ClaimResult.Unknown();
        } else if (entry.decision != null) {
            return new ClaimResult.AlreadyDecided(entry.decision);
        } else if (!entry.isHeld(clock.instant())) {
            return new ClaimResult.Granted(claim(entry, reviewer));
        } else if (reviewer.name().equals(entry.heldBy)) {
            entry.leaseUntil = clock.instant().plus(lease);
            return new ClaimResult.Granted(new Claim(entry.item(clock.instant()), entry.fence, entry.leaseUntil));
        }
        return new ClaimResult.HeldByAnother(entry.heldBy, entry.leaseUntil);
    }

    @Override
    public synchronized ClaimResult renew(Reviewer reviewer, Claim claim) {
        Entry entry = entries.get(ItemRef.of(claim.item()));
        if (entry == null) {
            return new ClaimResult.Unknown();
        } else if (entry.decision != null) {
            return new ClaimResult.AlreadyDecided(entry.decision);
        } else if (!holds(entry, reviewer, claim)) {
            return entry.isHeld(clock.instant()) && !reviewer.name().equals(entry.heldBy)
                    ? new ClaimResult.HeldByAnother(entry.heldBy, entry.leaseUntil)
                    : new ClaimResult.LeaseLost();
        }
        entry.leaseUntil = clock.instant().plus(lease);
        return new ClaimResult.Granted(new Claim(entry.item(clock.instant()), entry.fence, entry.leaseUntil));
    }

    @Override
    public synchronized boolean release(Reviewer reviewer, Claim claim) {
        Entry entry = entries.get(ItemRef.of(claim.item()));
        if (entry == null || entry.decision != null || !holds(entry, reviewer, claim)) {
            return false;
        }
        entry.heldBy = null;
        entry.leaseUntil = null;
        entry.version++;
        return true;
    }

    @Override
    public synchronized DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict) {
        Entry entry = entries.get(ItemRef.of(claim.item()));
        if (entry == null) {
            return new DecideResult.Unknown();
        } else if (entry.decision != null) {
            return new DecideResult.AlreadyDecided(entry.decision);
        } else if (!holds(entry, reviewer, claim) || claim.item().itemVersion() != entry.version) {
            return new DecideResult.StaleClaim();
        }
        Optional<SendBackRule.Obstacle> obstacle = obstacleToSendBack(claim.item());
        if (verdict instanceof Verdict.SendBack && obstacle.isPresent()) {
            return new DecideResult.CannotGoBack(obstacle.get());
        }
        Decider by = new Decider(DeciderType.PERSON, reviewer.name());
        verdict.<Runnable>fold(
                        approve -> () -> settle(entry, DecisionOutcome.APPROVED, by, List.of(), entry.draft.getText()),
                        edit -> () -> settle(entry, DecisionOutcome.EDITED, by, List.of(), edit.text()),
                        reject -> () -> settle(entry, DecisionOutcome.REJECTED, by, reject.reasons(), ""),
                        back -> () -> {
                            settle(entry, DecisionOutcome.SENT_BACK, by, back.reasons(), "");
                            feedback.add(Feedback.of(entry.draft, back, null, clock.instant()));
                        })
                .run();
        return new DecideResult.Accepted(entry.item(clock.instant()));
    }

    @Override
    public Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return SendBackRule.DEFAULT.obstacle(item.draft(), clock.instant());
    }

    /** What is to be written again, in the order in which it was sent back. */
    synchronized List<ReviewFeedback> feedback() {
        return List.copyOf(feedback);
    }

    @Override
    public synchronized Optional<ReviewItem> find(TenantId tenant, ContentId content) {
        return Optional.ofNullable(entries.get(new ItemRef(tenant, content))).map(entry -> entry.item(clock.instant()));
    }

    @Override
    public synchronized List<ReviewItem> waiting(ItemFilter filter, int limit) {
        return waitingEntries(filter)
                .limit(limit)
                .map(entry -> entry.item(clock.instant()))
                .toList();
    }

    @Override
    public synchronized List<ReviewItem> claimed(ItemFilter filter, int limit) {
        return entries.values().stream()
                .filter(entry -> entry.decision == null && entry.isHeld(clock.instant()) && matches(filter, entry))
                .sorted(Comparator.comparing(entry -> entry.leaseUntil))
                .limit(limit)
                .map(entry -> entry.item(clock.instant()))
                .toList();
    }

    @Override
    public synchronized List<ReviewItem> decided(ItemFilter filter, int limit) {
        List<Entry> newest = new ArrayList<>(decidedInOrder);
        Collections.reverse(newest);
        return newest.stream()
                .filter(entry -> matches(filter, entry))
                .limit(limit)
                .map(entry -> entry.item(clock.instant()))
                .toList();
    }

    @Override
    public synchronized QueueCounts counts() {
        Map<DecisionOutcome, Long> decided = new EnumMap<>(DecisionOutcome.class);
        decidedInOrder.forEach(entry -> decided.merge(entry.decision.outcome(), 1L, Long::sum));
        long claimed = entries.values().stream()
                .filter(entry -> entry.isHeld(clock.instant()))
                .count();
        return new QueueCounts(waitingEntries(ItemFilter.ALL).count(), claimed, decided, 0);
    }

    private Stream<Entry> waitingEntries(ItemFilter filter) {
        Comparator<Entry> neediest = Comparator.comparingInt((Entry entry) -> -entry.draft.getPriority())
                .thenComparing(entry -> Objects.requireNonNullElse(entry.draft.getDeadline(), Instant.MAX))
                .thenComparing(entry -> entry.admittedAt);
        return entries.values().stream()
                .filter(entry -> entry.decision == null && !entry.isHeld(clock.instant()) && matches(filter, entry))
                .sorted(neediest);
    }

    private static boolean matches(ItemFilter filter, Entry entry) {
        return filter.matches(entry.draft.getKind())
                && filter.tenant()
                        .map(tenant -> tenant.value().equals(entry.draft.getTenant()))
                        .orElse(true);
    }

    private Claim claim(Entry entry, Reviewer reviewer) {
        entry.heldBy = reviewer.name();
        entry.leaseUntil = clock.instant().plus(lease);
        entry.fence++;
        entry.version++;
        return new Claim(entry.item(clock.instant()), entry.fence, entry.leaseUntil);
    }

    private boolean holds(Entry entry, Reviewer reviewer, Claim claim) {
        return entry.isHeld(clock.instant())
                && entry.fence == claim.fence()
                && reviewer.name().equals(entry.heldBy);
    }

    private void settle(Entry entry, DecisionOutcome outcome, Decider by, List<String> reasons, String text) {
        long sequence = sequences.merge(place(entry.draft), 1L, Long::sum);
        entry.decision = new Decided("decision-" + ++decisions, outcome, by, reasons, text, sequence, clock.instant());
        entry.heldBy = null;
        entry.leaseUntil = null;
        entry.version++;
        decidedInOrder.remove(entry);
        decidedInOrder.add(entry);
    }

    private static Decider policy(String name) {
        return new Decider(DeciderType.POLICY, name);
    }

    private static String place(ContentDraft draft) {
        return draft.getTenant() + "|" + draft.getKind() + "|" + draft.getSubject();
    }

    private static final class Entry {
        private final ContentDraft draft;
        private final Instant admittedAt;
        private long version = 1;
        private long fence;
        private String heldBy;
        private Instant leaseUntil;
        private Decided decision;

        Entry(ContentDraft draft, Instant admittedAt) {
            this.draft = draft;
            this.admittedAt = admittedAt;
        }

        boolean isHeld(Instant now) {
            return leaseUntil != null && now.isBefore(leaseUntil);
        }

        ReviewItem item(Instant now) {
            boolean held = isHeld(now);
            ItemState state = decision != null ? ItemState.DECIDED : held ? ItemState.CLAIMED : ItemState.WAITING;
            return new ReviewItem(
                    draft, state, version, admittedAt, held ? heldBy : null, held ? leaseUntil : null, decision);
        }
    }
}
