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
 * @param heldBy the reviewer whose lease holds, or null
 * @param decision the decision that stands, or null while the item waits
 */
public record ReviewItem(
        ContentDraft draft,
        ItemState state,
        long itemVersion,
        Instant admittedAt,
        @Nullable String heldBy,
        @Nullable Instant leaseUntil,
        @Nullable Decided decision) {

    public ContentId contentId() {
        return ContentId.of(draft);
    }

    public TenantId tenant() {
        return new TenantId(draft.getTenant());
    }
}
