package io.m6flow.review;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps drafts until each is decided, exactly once. Every call is atomic and answers when its effect is
 * on disk. Thread-safe. A queue that cannot be reached throws {@link ReviewQueueException}; everything
 * else is a value.
 */
public interface ReviewQueue extends QueueIntake, QueueView {

    /**
     * Claims the item that needs a person most, among those the filter lets through: what has only seconds left, then
     * by need. What the reviewer skipped or has proposed a text for is left to others.
     */
    Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter);

    /** As {@link #tryClaimNext}, among these and in their order. */
    Optional<Claim> tryClaimAmong(Reviewer reviewer, List<ReviewItem> items);

    /** Claims one item; whoever holds it already gets the same lease prolonged. */
    ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content);

    /** Prolongs a lease that still holds. */
    ClaimResult renew(Reviewer reviewer, Claim claim);

    /** Gives an item back undecided. Answers false if the claim no longer held. */
    boolean release(Reviewer reviewer, Claim claim);

    /** Gives an item back for others: this reviewer is not offered it again for a day. False as in {@link #release}. */
    boolean skip(Reviewer reviewer, Claim claim);

    /** Gives an item back for a lead, with a word on why. False as in {@link #release}. */
    boolean escalate(Reviewer reviewer, Claim claim, String note);

    /**
     * Decides a claimed item. A claim or a version that is out of date decides nothing. What is sent back leaves its
     * feedback in the same step. Where two must agree, the first to approve or edit only proposes.
     */
    DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict);

    /**
     * Approves items that wait, each only as it was seen and only if it is without risk.
     *
     * @return what came of each, in their order
     */
    List<DecideResult> approveAll(Reviewer reviewer, List<SeenItem> items);

    /** Takes back one's own decision that has not left yet; the item is claimed again. */
    UndoResult undo(Reviewer reviewer, TenantId tenant, ContentId content, String decisionId);

    /**
     * Takes back a published text: one's own, or any as a lead.
     *
     * @param decisionId the decision by which it stands published
     * @param reasons why, at least one
     */
    RevokeResult revoke(Reviewer reviewer, TenantId tenant, ContentId content, String decisionId, List<String> reasons);

    /** Whether two must agree on texts of this kind: what the first approves or edits is only proposed. */
    boolean takesTwo(Kind kind);

    /** What keeps an item from being sent back to be written again; empty if it can be. */
    Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item);
}
