package io.m6flow.review.web;

/**
 * How much of one caller's answers a store keeps; the oldest of that caller fall out for the newest.
 *
 * @param answers of one caller
 * @param bytes of one caller's answers together, in UTF-8
 */
public record AnswerLimits(int answers, long bytes) {
    /** Ten thousand, and 16 MiB. */
    public static final AnswerLimits DEFAULT = new AnswerLimits(10_000, 16L * 1024 * 1024);

    public AnswerLimits {
        if (answers < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a store must keep at least 1 answer and 1 byte, was " + answers + " and " + bytes);
        }
    }
}
