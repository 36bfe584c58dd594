package io.m6flow.generator;

/**
 * Running totals of an engine since it started.
 *
 * @param requests prompts that were taken in
 * @param sourceTokens tokens read
 * @param writtenTokens tokens written
 * @param decodeSteps steps in which the model ran, each over all slots then in use
 * @param meanBatch mean number of slots in use at a step
 * @param busySeconds time the engine thread spent working
 */
public record GeneratorStats(
        long requests, long sourceTokens, long writtenTokens, long decodeSteps, double meanBatch, double busySeconds) {

    /** Written tokens per busy second, 0 before any work. */
    public double tokensPerSecond() {
        return busySeconds > 0 ? writtenTokens / busySeconds : 0;
    }
}
