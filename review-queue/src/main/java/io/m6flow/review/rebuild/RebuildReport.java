package io.m6flow.review.rebuild;

import java.util.List;

/**
 * What a rebuild did.
 *
 * @param decisions that the topic holds, each once
 * @param feedback that review.feedback still has
 * @param withdrawals that were read
 * @param drafts that were read, repeats included
 * @param waiting drafts without a decision that wait now
 * @param approved drafts without a decision that the policy approved now
 * @param superseded drafts without a decision that were void
 * @param withoutDraft decided items whose draft the topic no longer keeps: they stand with what their decision tells
 * @param purged items that were decided longer ago than the rules keep them, and that are not restored
 * @param unusable records that the intake had put among the dead letters
 * @param lines of the image
 * @param topicsDigest SHA-256 of the image that the topics make
 * @param redisDigest SHA-256 of the image that Redis shows
 * @param differences between the two; none where the rebuild is proved
 */
public record RebuildReport(
        long decisions,
        long feedback,
        long withdrawals,
        long drafts,
        long waiting,
        long approved,
        long superseded,
        long withoutDraft,
        long purged,
        long unusable,
        int lines,
        String topicsDigest,
        String redisDigest,
        List<Image.Difference> differences) {
    public RebuildReport {
        differences = List.copyOf(differences);
    }

    public boolean isProved() {
        return differences.isEmpty() && topicsDigest.equals(redisDigest);
    }
}
