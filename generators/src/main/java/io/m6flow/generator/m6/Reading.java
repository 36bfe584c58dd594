package io.m6flow.generator.m6;

/** What a network has read of some sources, to be seated in its cache. Close it when all who wait for it are seated. */
interface Reading extends AutoCloseable {

    /** Per source, V logits after its last position and their log-sum-exp. */
    Logits logits();

    @Override
    void close();
}
