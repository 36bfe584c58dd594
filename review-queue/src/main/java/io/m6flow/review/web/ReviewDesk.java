package io.m6flow.review.web;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.Decided;
import io.m6flow.review.HistoryEntry;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.RevokeResult;
import io.m6flow.review.SeenItem;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.review.Via;
import io.m6flow.schema.Finding;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a reviewer does at the queue, for the pages and for the API: shows a principal only what it may
 * see, and tells apart why a decision did not count. Thread-safe.
 */
final class ReviewDesk {
    private static final int LOOKED_THROUGH = 200;

    private final ReviewQueue queue;
    private final Clock clock;
    private final DayTally tally;
    private final Via via;
    private final EditCheck check;

    /** The desk as programs come to it. */
    ReviewDesk(ReviewQueue queue, EditCheck check, Clock clock) {
        this(queue, check, clock, new DayTally(queue, clock), Via.API);
    }

    private ReviewDesk(ReviewQueue queue, EditCheck check, Clock clock, DayTally tally, Via via) {
        this.queue = queue;
        this.check = check;
        this.clock = clock;
        this.tally = tally;
        this.via = via;
    }

    /** The same desk for those who come another way. */
    ReviewDesk by(Via way) {
        return new ReviewDesk(queue, check, clock, tally, way);
    }

    Optional<ReviewItem> find(Principal who, ItemRef ref) {
        return who.mayRead(ref.tenant()) ? queue.find(ref.tenant(), ref.content()) : Optional.empty();
    }

    /** The item that needs a person most, of those that are for this one. */
    Optional<Claim> claimNext(Principal who, ItemFilter filter) {
        return queue.tryClaimNext(who.reviewer(via), filter);
    }

    /** The same among what a search finds. */
    Optional<Claim> claimNext(Principal who, Search search) {
        return search.isNarrow()
                ? queue.tryClaimAmong(who.reviewer(via), search.in(queue, who, LOOKED_THROUGH))
                : claimNext(who, search.filter(who));
    }

    ClaimResult claim(Principal who, ItemRef ref) {
        return who.mayRead(ref.tenant())
                ? queue.tryClaim(who.reviewer(via), ref.tenant(), ref.content())
                : new ClaimResult.Unknown();
    }

    ClaimResult renew(Principal who, ItemRef ref, long fence) {
        Optional<ReviewItem> item = find(who, ref);
        return item.isPresent()
                ? queue.renew(who.reviewer(via), claimUnder(item.get(), fence))
                : new ClaimResult.Unknown();
    }

    /** Puts an item back. Answers false if it was not held under this fence. */
    boolean release(Principal who, ItemRef ref, long fence) {
        return find(who, ref)
                .map(item -> queue.release(who.reviewer(via), claimUnder(item, fence)))
                .orElse(false);
    }

    /** Puts an item back and leaves it to others. Answers false if it was not held under this fence. */
    boolean skip(Principal who, ItemRef ref, long fence) {
        return find(who, ref)
                .map(item -> queue.skip(who.reviewer(via), claimUnder(item, fence)))
                .orElse(false);
    }

    /** Puts an item back for a lead. Answers false if it was not held under this fence. */
    boolean escalate(Principal who, ItemRef ref, long fence, String note) {
        return find(who, ref)
                .map(item -> queue.escalate(who.reviewer(via), claimUnder(item, fence), note))
                .orElse(false);
    }

    /** Approves items together, each as it was seen; those of tenants that the caller may not see are unknown. */
    List<DecideResult> approveAll(Principal who, List<SeenItem> items) {
        boolean all = items.stream().allMatch(item -> who.mayRead(item.tenant()));
        if (!all) {
            throw ItemProblems.unknown();
        }
        List<DecideResult> results = queue.approveAll(who.reviewer(via), items);
        results.stream().filter(DecideResult.Accepted.class::isInstance).forEach(done -> tally.add(who));
        return results;
    }

    /** Takes back the caller's own decision that has not left yet. */
    UndoResult undo(Principal who, ItemRef ref, String decisionId) {
        if (!who.mayRead(ref.tenant())) {
            return new UndoResult.Unknown();
        }
        UndoResult result = queue.undo(who.reviewer(via), ref.tenant(), ref.content(), decisionId);
        if (result instanceof UndoResult.Undone) {
            tally.takeBack(who);
        }
        return result;
    }

    /** Takes back a published text. */
    RevokeResult revoke(Principal who, ItemRef ref, String decisionId, List<String> reasons) {
        return who.mayRead(ref.tenant())
                ? queue.revoke(who.reviewer(via), ref.tenant(), ref.content(), decisionId, reasons)
                : new RevokeResult.Unknown();
    }

    /** What happened to an item, oldest first; empty where the caller may not see it. */
    List<HistoryEntry> history(Principal who, ItemRef ref) {
        return who.mayRead(ref.tenant()) ? queue.history(ref.tenant(), ref.content()) : List.of();
    }

    /**
     * Decides an item that is held under the fence and has not changed since the version.
     *
     * @param despiteDoubts whether a wording counts that the guards object to: the caller has seen what they say of it
     */
    Settled decide(Principal who, ItemRef ref, long fence, long version, Verdict verdict, boolean despiteDoubts) {
        Optional<ReviewItem> found = find(who, ref);
        if (found.isEmpty()) {
            return new Settled.Unknown();
        }
        ReviewItem item = found.get();
        Decided decision = item.decision();
        if (decision != null) {
            return new Settled.TooLate(decision);
        }
        if (item.itemVersion() != version) {
            return new Settled.OutOfDate(item);
        }
        List<Finding> doubts =
                verdict instanceof Verdict.Edit edit && !despiteDoubts ? check.doubts(item, edit.text()) : List.of();
        return doubts.isEmpty() ? decideNow(who, item, fence, verdict) : new Settled.Doubtful(item, doubts);
    }

    int decidedToday(Principal who) {
        return tally.of(who);
    }

    private Settled decideNow(Principal who, ReviewItem item, long fence, Verdict verdict) {
        return queue.decide(who.reviewer(via), claimUnder(item, fence), verdict)
                .fold(
                        accepted -> {
                            tally.add(who);
                            return new Settled.Done(accepted.item());
                        },
                        tooLate -> new Settled.TooLate(tooLate.decision()),
                        stale -> lost(who, item),
                        unknown -> new Settled.Unknown(),
                        proposed -> new Settled.Proposed(proposed.item()),
                        own -> new Settled.OwnProposal(),
                        risky -> new Settled.ClaimLost(item),
                        back -> new Settled.CannotGoBack(back.obstacle()));
    }

    boolean takesTwo(ReviewItem item) {
        return queue.takesTwo(item.draft().getKind());
    }

    /** What keeps the item from being sent back; empty if it can be. */
    Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return queue.obstacleToSendBack(item);
    }

    private Settled lost(Principal who, ReviewItem before) {
        ReviewItem now = find(who, ItemRef.of(before)).orElse(before);
        Decided decision = now.decision();
        return decision == null ? new Settled.ClaimLost(now) : new Settled.TooLate(decision);
    }

    /** The claim that the caller says it holds; the queue finds out whether it does. */
    private Claim claimUnder(ReviewItem item, long fence) {
        return new Claim(item, fence, Objects.requireNonNullElseGet(item.leaseUntil(), clock::instant));
    }
}
