package io.m6flow.generator.guard;

/** The block of characters of which most texts are full. They have no case and can all be shown. */
public final class Han {
    private static final char FIRST = '\u4e00';
    private static final char LAST = '\u9fff';

    private Han() {}

    /** Whether this is one of them, so that nothing else need be asked about it. */
    public static boolean holds(char sign) {
        return sign >= FIRST && sign <= LAST;
    }
}
