package io.m6flow.generator.m6;

import java.util.Arrays;

/** Rows of V logits, each followed by its log-sum-exp. Read only. */
final class Logits {
    private final float[] flat;
    private final int vocabulary;

    Logits(float[] flat, int vocabulary) {
        this.flat = flat;
        this.vocabulary = vocabulary;
    }

    int rows() {
        return flat.length / (vocabulary + 1);
    }

    /** A copy of one row's V logits. */
    float[] row(int row) {
        int from = row * (vocabulary + 1);
        return Arrays.copyOfRange(flat, from, from + vocabulary);
    }

    /** The model's own log-probability of a token. */
    double logProbability(int row, int token) {
        int from = row * (vocabulary + 1);
        return flat[from + token] - flat[from + vocabulary];
    }
}
