package io.m6flow.review;

import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;

/** The queue as those see it who only look. Thread-safe; see {@link ReviewQueue}. */
public interface QueueView {
    Optional<ReviewItem> find(TenantId tenant, ContentId content);

    /** Items that wait for a person, those in need first; at most limit. */
    List<ReviewItem> waiting(ItemFilter filter, int limit);

    /** Items that somebody holds, the lease that ends first first; at most limit. */
    List<ReviewItem> claimed(ItemFilter filter, int limit);

    /** Items decided last, newest first; at most limit. */
    List<ReviewItem> decided(ItemFilter filter, int limit);

    /** What happened to an item, oldest first; its latest some sixty events. Empty if it is unknown. */
    List<HistoryEntry> history(TenantId tenant, ContentId content);

    QueueCounts counts();
}
