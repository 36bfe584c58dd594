package io.m6flow.generator.m6;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The widths of the key-value cache: a text lives in the narrowest lane that holds it and moves up as it grows, so that
 * short texts do not pay for the longest one's columns. Widths double from {@value #NARROWEST} columns to the model's
 * limit. Immutable.
 */
final class Lanes {
    private static final int NARROWEST = 64;
    /** Within a lane only this many columns more than needed are read. */
    private static final int WINDOW_BUCKET = 32;

    private final int[] columns;

    private Lanes(int[] columns) {
        this.columns = columns;
    }

    static Lanes upTo(int maxPositions) {
        int[] doubling = IntStream.iterate(NARROWEST, width -> width < maxPositions, width -> 2 * width)
                .toArray();
        int[] all = Arrays.copyOf(doubling, doubling.length + 1);
        all[doubling.length] = maxPositions;
        return new Lanes(all);
    }

    int count() {
        return columns.length;
    }

    int columns(int lane) {
        return columns[lane];
    }

    /** The narrowest lane with this many columns; the widest one where none has. */
    int holding(int positions) {
        int lane = 0;
        while (lane < columns.length - 1 && columns[lane] < positions) {
            lane++;
        }
        return lane;
    }

    /** How many columns of a lane to read for texts of which the longest needs this many. */
    int window(int lane, int positions) {
        int rounded = (positions + WINDOW_BUCKET - 1) / WINDOW_BUCKET * WINDOW_BUCKET;
        return Math.min(rounded, columns[lane]);
    }
}
