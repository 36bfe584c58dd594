package io.m6flow.generator.guard;

/** The pieces of {@value #LENGTH} characters that a text is full of: a quick way to tell repetition. */
public final class Pieces {
    public static final int LENGTH = 4;

    /** Four characters are one number; this spreads such numbers over a table (Fibonacci hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Counters of the quick look at repetition have two bits. There are so many for each piece that few share one. */
    private static final int COUNTERS_OF_PIECE = 64;

    private static final int COUNTERS_IN_WORD = 32;

    private final int count;
    private final int distinct;

    private Pieces(int count, int distinct) {
        this.count = count;
        this.distinct = distinct;
    }

    /** Whether one of a text's pieces may stand there three times or more: never false where one does, seldom wrong. */
    static boolean oneMayComeThrice(String text) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(COUNTERS_OF_PIECE * text.length());
        long[] counters = new long[(1 << bits) / COUNTERS_IN_WORD];
        long piece = 0;
        for (int at = 0; at < text.length(); at++) {
            piece = (piece << Character.SIZE) | text.charAt(at);
            if (at < LENGTH - 1) {
                continue;
            }
            int counter = (int) ((piece * SPREAD) >>> (Long.SIZE - bits));
            int shift = 2 * (counter % COUNTERS_IN_WORD);
            long times = (counters[counter / COUNTERS_IN_WORD] >>> shift) & 3;
            if (times == 2) {
                return true;
            }
            counters[counter / COUNTERS_IN_WORD] += 1L << shift;
        }
        return false;
    }

    public static Pieces of(String text) {
        int count = Math.max(0, text.length() - LENGTH + 1);
        // At most half full, so that a free place is near.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * count);
        long[] seen = new long[1 << bits];
        boolean[] taken = new boolean[1 << bits];
        int distinct = 0;
        long piece = 0;
        for (int at = 0; at < text.length(); at++) {
            piece = (piece << Character.SIZE) | text.charAt(at);
            if (at < LENGTH - 1) {
                continue;
            }
            int place = (int) ((piece * SPREAD) >>> (Long.SIZE - bits));
            while (taken[place] && seen[place] != piece) {
                place = (place + 1) & (seen.length - 1);
            }
            seen[place] = piece;
            distinct += taken[place] ? 0 : 1;
            taken[place] = true;
        }
        return new Pieces(count, distinct);
    }

    public int count() {
        return count;
    }

    public int distinct() {
        return distinct;
    }
}
