package io.m6flow.generator.guard;

/** The pieces of {@value #LENGTH} characters that a text is full of: a quick way to tell repetition. */
public final class Pieces {
    public static final int LENGTH = 4;

    /** Four characters are one number; this spreads such numbers over a table (Fibonacci hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** So often is repetition; what comes more often is not counted on. */
    private static final int OFTEN = 3;

    private final int count;
    private final int distinct;
    private final boolean oneComesThrice;

    private Pieces(int count, int distinct, boolean oneComesThrice) {
        this.count = count;
        this.distinct = distinct;
        this.oneComesThrice = oneComesThrice;
    }

    public static Pieces of(String text) {
        int count = Math.max(0, text.length() - LENGTH + 1);
        // At most half full, so that a free place is near.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * count);
        long[] seen = new long[1 << bits];
        byte[] times = new byte[1 << bits];
        int distinct = 0;
        int most = 0;
        long piece = 0;
        for (int at = 0; at < text.length(); at++) {
            piece = (piece << Character.SIZE) | text.charAt(at);
            if (at < LENGTH - 1) {
                continue;
            }
            int place = (int) ((piece * SPREAD) >>> (Long.SIZE - bits));
            while (times[place] > 0 && seen[place] != piece) {
                place = (place + 1) & (seen.length - 1);
            }
            seen[place] = piece;
            distinct += times[place] == 0 ? 1 : 0;
            times[place] = (byte) Math.min(OFTEN, times[place] + 1);
            most = Math.max(most, times[place]);
        }
        return new Pieces(count, distinct, most == OFTEN);
    }

    public int count() {
        return count;
    }

    public int distinct() {
        return distinct;
    }

    /** Whether one of them stands there three times or more. */
    public boolean oneComesThrice() {
        return oneComesThrice;
    }
}
