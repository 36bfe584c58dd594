package io.m6flow.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.id.TenantId;
import java.util.Optional;

/**
 * The long lists, page by page. Whoever follows {@code next} to the end meets each entry that stays in its
 * place once, whatever comes and goes meanwhile. A cursor that was not made here is an
 * {@link UnknownCursorException}. Thread-safe.
 */
public interface PagedLists {

    /**
     * Items that wait for a person, those in need first.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param limit at least 1
     */
    Page<ReviewItem> waiting(ItemFilter filter, Optional<String> after, int limit);

    /** A merchant's product content, newest first, as {@link PublishedView} shows it. */
    Page<JsonNode> products(TenantId tenant, Optional<String> after, int limit);
}
