package io.m6flow.review.web;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a reviewer does at the queue, for the pages and for the API: shows a principal only what it may
 * see, remembers what was skipped, and tells apart why a decision did not count. Thread-safe.
 */
final class ReviewDesk {
    private static final int LOOKED_THROUGH = 200;

    private final ReviewQueue queue;
    private final Clock clock;
    private final SkippedItems skipped;
    private final DayTally tally;

    ReviewDesk(ReviewQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
        this.skipped = new SkippedItems(clock);
        this.tally = new DayTally(queue, clock);
    }

    Optional<ReviewItem> find(Principal who, ItemRef ref) {
        return who.mayRead(ref.tenant()) ? queue.find(ref.tenant(), ref.content()) : Optional.empty();
    }

    /** The item that needs a person most; what the reviewer has just skipped comes only when nothing else waits. */
    Optional<Claim> claimNext(Principal who, ItemFilter filter) {
        if (!skipped.none(who.name())) {
            for (ReviewItem item : queue.waiting(filter, LOOKED_THROUGH)) {
                Optional<Claim> claim = skipped.holds(who.name(), item.contentId())
                        ? Optional.empty()
                        : granted(claim(who, ItemRef.of(item)));
                if (claim.isPresent()) {
                    return claim;
                }
            }
        }
        return queue.tryClaimNext(who.reviewer(), filter);
    }

    /** The same among what a search finds. */
    Optional<Claim> claimNext(Principal who, Search search) {
        if (!search.isNarrow()) {
            return claimNext(who, search.filter(who));
        }
        List<ReviewItem> found = new ArrayList<>(search.in(queue, who, LOOKED_THROUGH));
        found.sort(Comparator.comparing(item -> skipped.holds(who.name(), item.contentId())));
        return found.stream()
                .map(item -> granted(claim(who, ItemRef.of(item))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    ClaimResult claim(Principal who, ItemRef ref) {
        return who.mayRead(ref.tenant())
                ? queue.tryClaim(who.reviewer(), ref.tenant(), ref.content())
                : new ClaimResult.Unknown();
    }

    ClaimResult renew(Principal who, ItemRef ref, long fence) {
        Optional<ReviewItem> item = find(who, ref);
        return item.isPresent()
                ? queue.renew(who.reviewer(), claimUnder(item.get(), fence))
                : new ClaimResult.Unknown();
    }

    /** Puts an item back. Answers false if it was not held under this fence. */
    boolean release(Principal who, ItemRef ref, long fence) {
        return find(who, ref)
                .map(item -> queue.release(who.reviewer(), claimUnder(item, fence)))
                .orElse(false);
    }

    /** Puts an item back and lets others come first for a while. */
    void skip(Principal who, ItemRef ref, long fence) {
        if (release(who, ref, fence)) {
            skipped.add(who.name(), ref.content());
        }
    }

    /** Decides an item that is held under the fence and has not changed since the version. */
    Settled decide(Principal who, ItemRef ref, long fence, long version, Verdict verdict) {
        tally.of(who);
        Optional<ReviewItem> found = find(who, ref);
        if (found.isEmpty()) {
            return new Settled.Unknown();
        }
        ReviewItem item = found.get();
        Decided decision = item.decision();
        if (decision != null) {
            return new Settled.TooLate(decision);
        }
        return item.itemVersion() == version ? decideNow(who, item, fence, verdict) : new Settled.OutOfDate(item);
    }

    int decidedToday(Principal who) {
        return tally.of(who);
    }

    private Settled decideNow(Principal who, ReviewItem item, long fence, Verdict verdict) {
        return queue.decide(who.reviewer(), claimUnder(item, fence), verdict)
                .fold(
                        accepted -> {
                            tally.add(who);
                            return new Settled.Done(accepted.item());
                        },
                        tooLate -> new Settled.TooLate(tooLate.decision()),
                        stale -> lost(who, item),
                        unknown -> new Settled.Unknown(),
                        back -> new Settled.CannotGoBack(back.obstacle()));
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

    private static Optional<Claim> granted(ClaimResult result) {
        return result.fold(
                it -> Optional.of(it.claim()),
                it -> Optional.empty(),
                it -> Optional.empty(),
                it -> Optional.empty(),
                it -> Optional.empty());
    }
}
