package io.m6flow.generator.m6;

/**
 * Rows of V logits, each followed by its log-sum-exp and perhaps by a token that was chosen on the device. Read only;
 * several threads may read at once.
 */
final class Logits {
    private final float[] flat;
    private final int vocabulary;
    private final int width;

    /** @param extras columns after the V logits: 1 or 2 */
    Logits(float[] flat, int vocabulary, int extras) {
        this.flat = flat;
        this.vocabulary = vocabulary;
        this.width = vocabulary + extras;
    }

    int rows() {
        return flat.length / width;
    }

    /** Copies one row's V logits into an array of that length. */
    void copyRow(int row, float[] into) {
        System.arraycopy(flat, row * width, into, 0, vocabulary);
    }

    /** Whether the maths gave numbers for this row. */
    boolean isFinite(int row) {
        return Float.isFinite(flat[row * width + vocabulary]);
    }

    /** The model's own log-probability of a token. */
    double logProbability(int row, int token) {
        return flat[row * width + token] - flat[row * width + vocabulary];
    }

    /** The token that the device chose from this row. */
    int chosen(int row) {
        return (int) flat[row * width + vocabulary + 1];
    }
}
