package io.m6flow.job.session;

/**
 * A passage that was said, in its place.
 *
 * @param text cleaned; empty if it was lost
 */
public record SpokenPassage(String text, long startMillis, long endMillis) {
    boolean lost() {
        return text.isEmpty();
    }
}
