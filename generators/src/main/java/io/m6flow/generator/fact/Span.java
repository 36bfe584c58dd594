package io.m6flow.generator.fact;

/**
 * A piece of a text.
 *
 * @param start UTF-16 position
 * @param end exclusive
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a piece holds something, was " + start + " to " + end);
        }
    }
}
