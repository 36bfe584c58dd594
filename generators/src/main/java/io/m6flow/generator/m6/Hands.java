package io.m6flow.generator.m6;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Tuning;

/**
 * How an engine's CPU threads share the work.
 *
 * <p>Threads that work on one operation wait for one another at its end, hundreds of times a step. Two that go about
 * different work do not: beside a thread that reads, steps were measured to take hardly longer than alone, and half of the
 * time that they take with the two threads on each operation by turns (docs/decisions/0013).
 *
 * @param writing for decode steps, and for reading too where nobody reads beside them
 * @param reading for reading sources meanwhile; 0 where the engine thread does it between two steps
 */
record Hands(int writing, int reading) {

    /**
     * Reading goes on beside writing on a CPU with threads for both, where there is more than one slot to keep writing. Not in
     * exact mode: how many threads read a source decides how sums are rounded, and either side may.
     */
    static Hands of(GeneratorSettings settings, boolean gpu) {
        int threads = settings.threads();
        boolean beside = !gpu
                && threads > 1
                && settings.slots() > 1
                && !settings.tuning().exact()
                && settings.tuning().batching() == Tuning.Batching.CONTINUOUS;
        return beside ? new Hands(threads - threads / 2, threads / 2) : new Hands(threads, 0);
    }

    boolean readBeside() {
        return reading > 0;
    }
}
