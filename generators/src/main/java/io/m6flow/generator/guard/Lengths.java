package io.m6flow.generator.guard;

import io.m6flow.generator.ContentKind;

/**
 * How long a text of a kind may be, in characters (code points), blanks around it not counted.
 *
 * @param atLeast fewer are TOO_SHORT
 * @param atMost more are TOO_LONG
 */
public record Lengths(int atLeast, int atMost) {
    public Lengths {
        if (atLeast < 1 || atMost < atLeast) {
            throw new IllegalArgumentException(
                    "lengths must be 1 <= atLeast <= atMost, were " + atLeast + ", " + atMost);
        }
    }

    /** Hints and badges stand where there is no more room; the others have room for what models write at their best. */
    public static Lengths of(ContentKind kind) {
        return switch (kind) {
            case REASON -> new Lengths(6, 240);
            case THEME -> new Lengths(2, 30);
            case HINT -> new Lengths(2, 10);
            case BADGE -> new Lengths(2, 6);
            case SCRIPT -> new Lengths(1, 2000);
            case SUMMARY -> new Lengths(6, 300);
        };
    }
}
