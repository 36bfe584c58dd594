package io.m6flow.generator.m6;

/**
 * How many cache columns the texts in hand may come to need: no limit until the device runs out of memory, then half of
 * what was in hand. Confined to the engine thread.
 */
final class Admission {
    private long limit = Long.MAX_VALUE;

    /** Whether so many columns more may join; a text that would be alone always may. */
    boolean admits(long inHand, long more) {
        return inHand == 0 || inHand + more <= limit;
    }

    /** The device ran out of memory with so many columns in hand. */
    void halve(long inHand) {
        limit = Math.max(1, Math.min(limit, inHand) / 2);
    }

    /** The cache was given back; what did not fit then may fit now. */
    void restore() {
        limit = Long.MAX_VALUE;
    }

    long limit() {
        return limit;
    }
}
