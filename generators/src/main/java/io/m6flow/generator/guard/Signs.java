package io.m6flow.generator.guard;

/** A set of characters, quick to ask for each character of a text. Immutable. */
public final class Signs {
    /** One bit for each character. */
    private final long[] bits = new long[(Character.MAX_VALUE + 1) / Long.SIZE];

    public Signs(String signs) {
        signs.chars().forEach(sign -> bits[sign / Long.SIZE] |= bit(sign));
    }

    public boolean has(char sign) {
        return (bits[sign / Long.SIZE] & bit(sign)) != 0;
    }

    private static long bit(int sign) {
        return 1L << (sign % Long.SIZE);
    }
}
