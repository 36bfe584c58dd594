package io.m6flow.job.writing;

import java.util.Arrays;

/** The pieces of {@value #LENGTH} characters that a text is full of, each as one number: a quick way to tell repetition. */
final class Pieces {
    static final int LENGTH = 4;

    private final long[] sorted;

    private Pieces(long[] sorted) {
        this.sorted = sorted;
    }

    static Pieces of(String text) {
        long[] pieces = new long[Math.max(0, text.length() - LENGTH + 1)];
        for (int start = 0; start < pieces.length; start++) {
            for (int i = start; i < start + LENGTH; i++) {
                pieces[start] = pieces[start] << Character.SIZE | text.charAt(i);
            }
        }
        Arrays.sort(pieces);
        return new Pieces(pieces);
    }

    int count() {
        return sorted.length;
    }

    int distinct() {
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    /** Whether one of them stands there three times or more. */
    boolean oneComesThrice() {
        for (int i = 2; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 2]) {
                return true;
            }
        }
        return false;
    }
}
