package io.m6flow.review.web;

import io.m6flow.review.ReviewItem;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;

/** Points to an item, as requests do. */
record ItemRef(TenantId tenant, ContentId content) {

    static ItemRef of(ReviewItem item) {
        return new ItemRef(item.tenant(), item.contentId());
    }

    /** Reads what a request holds; a malformed reference is a bad request. */
    static ItemRef parse(String tenant, String content) {
        try {
            return new ItemRef(new TenantId(tenant), new ContentId(content));
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "bad-item", "the address names no item: " + e.getMessage());
        }
    }
}
