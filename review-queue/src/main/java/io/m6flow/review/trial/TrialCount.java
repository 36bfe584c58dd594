package io.m6flow.review.trial;

/**
 * What persons made of some drafts.
 *
 * @param seen how many they judged
 * @param passed how many of those they approved as they were
 */
public record TrialCount(long seen, long passed) {
    public static final TrialCount NONE = new TrialCount(0, 0);

    public TrialCount {
        if (passed < 0 || seen < passed) {
            throw new IllegalArgumentException("passed must be 0 to seen, was " + passed + " of " + seen);
        }
    }

    /** From 0 to 1; 0 where nothing was seen. */
    public double share() {
        return seen == 0 ? 0 : (double) passed / seen;
    }

    TrialCount plus(TrialCount other) {
        return new TrialCount(seen + other.seen, passed + other.passed);
    }
}
