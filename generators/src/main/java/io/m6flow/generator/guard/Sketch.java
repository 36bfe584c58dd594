package io.m6flow.generator.guard;

import io.m6flow.generator.Attribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A short, deterministic sketch of a text by which near-duplicates are found (MinHash over pairs of letters).
 *
 * <p>What the text has from its own product (words of title and attributes, numbers) is left out first. So copy that
 * differs from another product's by the product's facts alone is a near-duplicate, and shared facts alone are none.
 *
 * <p>128 bytes: {@value #BANDS} bands of {@value #ROWS} minima of 16 bits. Two texts share a band with a chance of about
 * 1 − (1 − s<sup>4</sup>)<sup>16</sup> at similarity s: 99 % at 0.7, 64 % at 0.5, 12 % at 0.3.
 */
public final class Sketch {
    /** At or above this two texts are near-duplicates; docs/guards.md tells how it was chosen. */
    public static final double NEAR_DUPLICATE = 0.5;

    private static final int BANDS = 16;
    private static final int ROWS = 4;
    private static final int BITS = 16;
    private static final long MASK = (1L << BITS) - 1;

    /** Fewer pairs of letters say too little to tell templates apart. */
    private static final int FEWEST = 8;

    private static final char LEFT_OUT = '\u0001';

    /** Spreads numbers over 64 bits (the finaliser of SplitMix64). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] bands;

    private Sketch(long[] bands) {
        this.bands = bands;
    }

    /** Of a text with what it was written from. */
    public static Sketch of(String text, Source source) {
        return ofLetters(withoutFacts(text, source));
    }

    /** Of a text of which no source is known. */
    public static Sketch of(String text) {
        return ofLetters(text);
    }

    private static Sketch ofLetters(String text) {
        Set<Integer> pairs = new HashSet<>();
        char before = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (Character.isLetter(sign) || sign == LEFT_OUT) {
                if (before != 0 && !(before == LEFT_OUT && sign == LEFT_OUT)) {
                    pairs.add((before << BITS) | sign);
                }
                before = sign;
            }
        }
        return new Sketch(pairs.size() < FEWEST ? new long[0] : minima(pairs));
    }

    private static long[] minima(Set<Integer> pairs) {
        long[] bands = new long[BANDS];
        int[] least = new int[BANDS * ROWS];
        Arrays.fill(least, (int) MASK);
        for (int pair : pairs) {
            long state = pair * SPREAD;
            for (int i = 0; i < least.length; i += Long.SIZE / BITS) {
                state += SPREAD;
                long spread = spread(state);
                for (int j = 0; j < Long.SIZE / BITS; j++, spread >>>= BITS) {
                    least[i + j] = Math.min(least[i + j], (int) (spread & MASK));
                }
            }
        }
        for (int i = 0; i < least.length; i++) {
            bands[i / ROWS] = (bands[i / ROWS] << BITS) | least[i];
        }
        return bands;
    }

    private static long spread(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Each run of two or more letters that the product's own facts hold, and each number, becomes one mark. */
    private static String withoutFacts(String text, Source source) {
        StringBuilder facts = new StringBuilder(source.title()).append('\n').append(source.category());
        for (Attribute attribute : source.attributes()) {
            facts.append('\n').append(attribute.name()).append('\n').append(attribute.value());
        }
        String known = facts.toString();
        StringBuilder left = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = at;
            while (end < text.length() && (end == at || known.contains(text.substring(at, end + 1)))) {
                end++;
            }
            boolean fact = end - at > 1 || Character.isDigit(text.charAt(at));
            left.append(fact ? LEFT_OUT : text.charAt(at));
            at = end;
        }
        return left.toString();
    }

    /** Keys for looking up: near-duplicates almost surely share one. None for a text that is too short to tell. */
    public long[] bands() {
        long[] keys = new long[bands.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = spread(bands[i] + i * SPREAD);
        }
        return keys;
    }

    /** An estimate of the share of letter pairs that both texts have of those that either has, 0 to 1. */
    public double similarity(Sketch other) {
        if (bands.length != other.bands.length || bands.length == 0) {
            return 0;
        }
        int equal = 0;
        for (int i = 0; i < bands.length; i++) {
            long differing = bands[i] ^ other.bands[i];
            for (int row = 0; row < ROWS; row++, differing >>>= BITS) {
                equal += (differing & MASK) == 0 ? 1 : 0;
            }
        }
        return (double) equal / (BANDS * ROWS);
    }

    /** The sketch itself, to be kept; {@link #restore} makes it again. */
    public long[] toLongs() {
        return bands.clone();
    }

    /**
     * The sketch that {@link #toLongs} told.
     *
     * @throws IllegalArgumentException if these are not the numbers of a sketch
     */
    public static Sketch restore(long[] longs) {
        if (longs.length != 0 && longs.length != BANDS) {
            throw new IllegalArgumentException("a sketch has 0 or " + BANDS + " numbers, not " + longs.length);
        }
        return new Sketch(longs.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch && Arrays.equals(bands, sketch.bands);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bands);
    }
}
