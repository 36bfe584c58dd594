package io.m6flow.job.session;

import org.jspecify.annotations.Nullable;

/**
 * A passage that was said, in its place.
 *
 * @param text cleaned; empty if it was lost
 * @param productId what it was about, if that is known
 */
public record SpokenPassage(
        String text,
        long startMillis,
        long endMillis,
        @Nullable String productId) {
    boolean lost() {
        return text.isEmpty();
    }
}
