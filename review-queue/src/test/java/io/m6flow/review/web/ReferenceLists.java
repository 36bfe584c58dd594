package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.ReferenceQueue;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.UnknownCursorException;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;

/** The first page and those behind it, counted from the front: good for lists that stand still. */
final class ReferenceLists implements PagedLists {
    private static final int ALL = 100_000;

    private final ReferenceQueue queue;
    private final ReferenceView view;

    ReferenceLists(ReferenceQueue queue, ReferenceView view) {
        this.queue = queue;
        this.view = view;
    }

    @Override
    public Page<ReviewItem> waiting(ItemFilter filter, Optional<String> after, int limit) {
        return page(queue.waiting(filter, ALL), after, limit);
    }

    @Override
    public Page<JsonNode> products(TenantId tenant, Optional<String> after, int limit) {
        return page(view.products(tenant, ALL), after, limit);
    }

    private static <T> Page<T> page(List<T> all, Optional<String> after, int limit) {
        int from = Math.min(all.size(), after.map(ReferenceLists::number).orElse(0));
        int to = Math.min(all.size(), from + limit);
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static int number(String cursor) {
        if (!cursor.matches("\\d{1,6}")) {
            throw new UnknownCursorException();
        }
        return Integer.parseInt(cursor);
    }
}
