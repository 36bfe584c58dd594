package io.m6flow.generator.m6;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pair that a network learns from, in tokens: what serving would read, frame included, and what is to be written, with
 * the token that ends it. Immutable.
 */
public final class Lesson {
    private final int[] source;
    private final int[] target;

    /** The arrays become the lesson's own. */
    Lesson(int[] source, int[] target) {
        if (source.length == 0 || target.length == 0) {
            throw new IllegalArgumentException(
                    "a lesson needs a source and a target, had " + source.length + " and " + target.length + " tokens");
        }
        this.source = source;
        this.target = target;
    }

    /** Tokens of source and target together. */
    public int tokens() {
        return source.length + target.length;
    }

    /** Tokens of the target. */
    public int targets() {
        return target.length;
    }

    int sources() {
        return source.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lesson that && Arrays.equals(source, that.source) && Arrays.equals(target, that.target);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(source) + Arrays.hashCode(target);
    }

    /** The token at a place, counted through source and target. */
    int token(int at) {
        return at < source.length ? source[at] : target[at - source.length];
    }
}
