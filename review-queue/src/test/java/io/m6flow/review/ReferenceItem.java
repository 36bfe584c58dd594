package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One item of the {@link ReferenceQueue}: plain fields and the steps between them. */
final class ReferenceItem {
    final ContentDraft draft;
    final Instant admittedAt;
    final List<HistoryEntry> history = new ArrayList<>();
    final Map<String, Instant> skippedUntil = new HashMap<>();
    long version = 1;
    long fence;
    int decisions;
    boolean isForLead;

    @Nullable
    String heldBy;

    @Nullable
    Instant leaseUntil;

    @Nullable
    Proposal proposal;

    boolean proposedEdit;

    @Nullable
    Decided decision;

    ReferenceItem(ContentDraft draft, Instant admittedAt) {
        this.draft = draft;
        this.admittedAt = admittedAt;
        note(admittedAt, HistoryEntry.Event.ADMITTED, "", "");
    }

    void note(Instant at, HistoryEntry.Event what, String who, String words) {
        history.add(new HistoryEntry(at, what, who, words));
    }

    boolean isHeld(Instant now) {
        return leaseUntil != null && now.isBefore(leaseUntil);
    }

    boolean isWaiting(Instant now) {
        return decision == null && !isHeld(now);
    }

    boolean isFor(Reviewer reviewer, Instant now) {
        Instant skipped = skippedUntil.get(reviewer.name());
        return isWaiting(now)
                && (reviewer.isLead() || !isForLead)
                && (skipped == null || !now.isBefore(skipped))
                && (proposal == null || !proposal.by().equals(reviewer.name()));
    }

    boolean hasSecondsLeft(Instant now, Duration seconds) {
        Instant deadline = draft.getDeadline();
        return deadline != null && !deadline.isAfter(now.plus(seconds));
    }

    Claim claim(Reviewer reviewer, Instant now, Duration lease) {
        heldBy = reviewer.name();
        leaseUntil = now.plus(lease);
        fence++;
        version++;
        skippedUntil.remove(reviewer.name());
        note(now, HistoryEntry.Event.CLAIMED, reviewer.name(), "");
        return held(now);
    }

    Claim prolong(Instant now, Duration lease) {
        leaseUntil = now.plus(lease);
        return held(now);
    }

    private Claim held(Instant now) {
        return new Claim(item(now), fence, leaseUntil);
    }

    boolean isHeldUnder(Reviewer reviewer, Claim claim, Instant now) {
        return decision == null
                && isHeld(now)
                && fence == claim.fence()
                && reviewer.name().equals(heldBy);
    }

    void putBack() {
        heldBy = null;
        leaseUntil = null;
        version++;
    }

    ReviewItem item(Instant now) {
        boolean held = decision == null && isHeld(now);
        ItemState state = decision != null ? ItemState.DECIDED : held ? ItemState.CLAIMED : ItemState.WAITING;
        return new ReviewItem(
                draft,
                state,
                version,
                admittedAt,
                isForLead,
                held ? heldBy : null,
                held ? leaseUntil : null,
                proposal,
                decision);
    }
}
