package io.m6flow.review.redis;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Fills a queue with plain items whose place follows from their age alone. */
final class WaitingItems {
    static {
        AvroTrust.establish();
    }

    private final RedisReviewQueue queue;
    private long offset;

    WaitingItems(RedisConnection redis) {
        this.queue = new RedisReviewQueue(redis, QueueRules.DEFAULT, () -> {});
    }

    void admit(String tenant, Kind kind, String product, long ageOrder) {
        ContentId id = ContentId.of(new TenantId(tenant), kind, new Subject(product), 1, 0);
        ContentDraft draft = ContentDraft.newBuilder()
                .setContentId(id.value())
                .setTenant(tenant)
                .setKind(kind)
                .setSubject(product)
                .setSubjectRevision(1)
                .setOrderKey(tenant + "|" + product)
                .setText("文案")
                .setSource(Source.newBuilder().setTitle("裙").build())
                .setCreatedAt(Instant.ofEpochSecond(ageOrder))
                .build();
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset++), new Ruling.AwaitPerson());
    }

    Optional<String> claimNext() {
        return queue.tryClaimNext(new Reviewer("ann"), ItemFilter.ALL)
                .map(claim -> claim.item().contentId().value());
    }
}
