package io.m6flow.generator.m6;

/**
 * A pair that a network learns from, in tokens: what serving would read, frame included, and what is to be written, with
 * the token that ends it.
 */
public record Lesson(int[] source, int[] target) {
    public Lesson {
        if (source.length == 0 || target.length == 0) {
            throw new IllegalArgumentException("a lesson needs a source and a target, had " + source.length + " and "
                    + target.length + " tokens");
        }
    }

    public int tokens() {
        return source.length + target.length;
    }
}
