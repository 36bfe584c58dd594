package io.m6flow.generator;

/**
 * Running totals of a generator since it started; subtract two snapshots with {@link #since} to measure a stretch.
 *
 * @param requests prompts that were taken in
 * @param sourceTokens tokens read
 * @param writtenTokens tokens written
 * @param decodeSteps steps in which the model ran, each over all slots then in use
 * @param slotSteps slots in use, summed over those steps
 * @param computedTokens positions that the maths ran over: padding, empty slots and rejected drafts too
 * @param usefulTokens those of them that some text needed
 * @param readSeconds time spent on reading sources
 * @param decodeSeconds time spent on decode steps
 * @param busySeconds time the engine thread spent working, these two included
 */
public record GeneratorStats(
        long requests,
        long sourceTokens,
        long writtenTokens,
        long decodeSteps,
        long slotSteps,
        long computedTokens,
        long usefulTokens,
        double readSeconds,
        double decodeSeconds,
        double busySeconds) {
    public static final GeneratorStats NONE = new GeneratorStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What was added after an earlier snapshot of the same generator. */
    public GeneratorStats since(GeneratorStats earlier) {
        return new GeneratorStats(
                requests - earlier.requests,
                sourceTokens - earlier.sourceTokens,
                writtenTokens - earlier.writtenTokens,
                decodeSteps - earlier.decodeSteps,
                slotSteps - earlier.slotSteps,
                computedTokens - earlier.computedTokens,
                usefulTokens - earlier.usefulTokens,
                readSeconds - earlier.readSeconds,
                decodeSeconds - earlier.decodeSeconds,
                busySeconds - earlier.busySeconds);
    }

    /** The totals of two generators together. */
    public GeneratorStats plus(GeneratorStats other) {
        return new GeneratorStats(
                requests + other.requests,
                sourceTokens + other.sourceTokens,
                writtenTokens + other.writtenTokens,
                decodeSteps + other.decodeSteps,
                slotSteps + other.slotSteps,
                computedTokens + other.computedTokens,
                usefulTokens + other.usefulTokens,
                readSeconds + other.readSeconds,
                decodeSeconds + other.decodeSeconds,
                busySeconds + other.busySeconds);
    }

    /** Written tokens per busy second, 0 before any work. */
    public double tokensPerSecond() {
        return busySeconds > 0 ? writtenTokens / busySeconds : 0;
    }

    /** Mean number of slots in use at a step, 0 before any. */
    public double meanBatch() {
        return decodeSteps > 0 ? (double) slotSteps / decodeSteps : 0;
    }

    /** The share of the computed positions that no text needed, 0..1. */
    public double paddingShare() {
        return computedTokens > 0 ? 1 - (double) usefulTokens / computedTokens : 0;
    }
}
