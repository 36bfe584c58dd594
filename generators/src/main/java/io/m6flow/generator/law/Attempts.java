package io.m6flow.generator.law;

import java.util.Arrays;

/** Which rules to try at which pieces of a text, each once. Confined to one thread. */
final class Attempts {
    private static final int SIZE = 16;

    /** The piece above, the rule below. */
    private long[] packed = new long[SIZE];

    private int count;

    void add(int piece, int rule) {
        if (count == packed.length) {
            packed = Arrays.copyOf(packed, 2 * count);
        }
        packed[count++] = (long) piece << Integer.SIZE | rule;
    }

    /** By pieces, then by rules; what was added twice is there once. */
    void sort() {
        Arrays.sort(packed, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || packed[i] != packed[i - 1]) {
                packed[kept++] = packed[i];
            }
        }
        count = kept;
    }

    int count() {
        return count;
    }

    int piece(int attempt) {
        return (int) (packed[attempt] >>> Integer.SIZE);
    }

    int rule(int attempt) {
        return (int) packed[attempt];
    }
}
