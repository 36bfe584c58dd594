package io.m6flow.review.recall;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewItem;
import java.util.List;
import java.util.function.Consumer;

/** Everything that stands published, as the queue keeps it: however long ago it was decided. Thread-safe. */
@FunctionalInterface
public interface PublishedItems {

    /**
     * Goes through all that stands published, in no order, by portions of some hundred. What is published or replaced
     * meanwhile may be among them or not; what stands all the time is, at least once.
     */
    void read(ItemFilter filter, Consumer<List<ReviewItem>> portions);
}
