package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A draft with its state in the queue.
 *
 * @param itemVersion counts the item's changes (the API's If-Match)
 * @param isForLead whether it was escalated, so that only a lead can claim it
 * @param heldBy the reviewer whose lease holds, or null
 * @param proposal what a first person wants to see published, or null; a second one must agree
 * @param decision the decision that stands, or null while the item waits
 */
public record ReviewItem(
        ContentDraft draft,
        ItemState state,
        long itemVersion,
        Instant admittedAt,
        boolean isForLead,
        @Nullable String heldBy,
        @Nullable Instant leaseUntil,
        @Nullable Proposal proposal,
        @Nullable Decided decision) {

    public ContentId contentId() {
        return ContentId.of(draft);
    }

    public TenantId tenant() {
        return new TenantId(draft.getTenant());
    }

    /** The text that an approval lets out. */
    public String text() {
        return proposal == null ? draft.getText() : proposal.text();
    }
}
