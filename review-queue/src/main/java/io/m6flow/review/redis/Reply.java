package io.m6flow.review.redis;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import java.util.List;
import java.util.Objects;

/** What a script answered: a word, and the item that it speaks of where there is one. */
record Reply(String word, List<?> rest) {
    static Reply of(Object answer) {
        List<?> parts = (List<?>) answer;
        return new Reply(Bytes.text(parts.get(0)), parts.subList(1, parts.size()));
    }

    StoredFields fields() {
        return StoredFields.flat((List<?>) rest.get(0));
    }

    ReviewItem item() {
        return StoredItem.read(fields());
    }

    Decided decision() {
        return Objects.requireNonNull(item().decision(), "a decided item has a decision");
    }
}
