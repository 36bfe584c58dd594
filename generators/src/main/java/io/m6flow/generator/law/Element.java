package io.m6flow.generator.law;

/**
 * One step of a pattern.
 *
 * @param words the class whose words may stand here; {@link #END} for the end of a clause
 * @param gap how many characters may stand before it
 * @param acrossClauses whether commas may be among those
 */
record Element(Kind kind, int words, int gap, boolean acrossClauses) {
    static final int END = -1;

    enum Kind {
        REQUIRED,
        OPTIONAL,
        /** Must not follow; takes no room. */
        FORBIDDEN
    }

    Element {
        if (gap < 0 || gap > 20) {
            throw new IllegalArgumentException("a gap must be 0 to 20 characters, was " + gap);
        }
        if (kind == Kind.FORBIDDEN && gap > 0) {
            throw new IllegalArgumentException("what must not follow must not have a gap before it");
        }
    }

    Element required() {
        return new Element(Kind.REQUIRED, words, gap, acrossClauses);
    }
}
