package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.ContentEvents;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.Subscription;

/** What endpoints may be told of one piece of content. */
record Announcement(PublishedContent content, TenantId tenant, Intent intent) {

    /** @throws IllegalArgumentException if it cannot be a webhook */
    static Announcement of(PublishedContent content) {
        return new Announcement(content, new TenantId(content.getTenant()), ContentEvents.intent(content));
    }

    boolean isFor(Subscription subscription) {
        return subscription.wants(intent.type(), tenant, content.getKind());
    }
}
