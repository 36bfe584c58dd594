package io.m6flow.review;

import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;

/**
 * An item as somebody saw it.
 *
 * @param itemVersion what is done about it is done only while it still has this version
 */
public record SeenItem(TenantId tenant, ContentId content, long itemVersion) {
    public static SeenItem of(ReviewItem item) {
        return new SeenItem(item.tenant(), item.contentId(), item.itemVersion());
    }
}
