package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps drafts until each is decided, exactly once. Every call is atomic and answers when its effect is
 * on disk. Thread-safe. A queue that cannot be reached throws {@link ReviewQueueException}; everything
 * else is a value.
 */
public interface ReviewQueue {

    /** Takes a draft in; one that is known already, or read before, changes nothing. The ruling says who decides. */
    Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling);

    /**
     * Takes drafts in, in this order, each as {@link #admit} does. If this throws, any of them may be in;
     * the call can be repeated.
     */
    List<Admission> admitAll(List<Arrival> arrivals);

    /** Voids what waits below the floor and, when the subject was deleted, revokes what is published. Answers how many items it decided. */
    int withdraw(Withdrawal withdrawal, SourcePosition position);

    /** Claims the item that needs a person most, among those the filter lets through. */
    Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter);

    /** Claims one item; whoever holds it already gets the same lease prolonged. */
    ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content);

    /** Prolongs a lease that still holds. */
    ClaimResult renew(Reviewer reviewer, Claim claim);

    /** Gives an item back undecided. Answers false if the claim no longer held. */
    boolean release(Reviewer reviewer, Claim claim);

    /**
     * Decides a claimed item. A claim or a version that is out of date decides nothing. What is sent back leaves its
     * feedback in the same step.
     */
    DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict);

    /** What keeps an item from being sent back to be written again; empty if it can be. */
    Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item);

    Optional<ReviewItem> find(TenantId tenant, ContentId content);

    /** Items that wait for a person, those in need first; at most limit. */
    List<ReviewItem> waiting(ItemFilter filter, int limit);

    /** Items that somebody holds, the lease that ends first first; at most limit. */
    List<ReviewItem> claimed(ItemFilter filter, int limit);

    /** Items decided last, newest first; at most limit. */
    List<ReviewItem> decided(ItemFilter filter, int limit);

    QueueCounts counts();
}
