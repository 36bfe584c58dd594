package io.m6flow.generator.m6;

import io.m6flow.generator.Tuning;

/**
 * How a batch goes about its work.
 *
 * @param slots texts written side by side
 * @param readAtOnce source positions read in one call; also what may be read between two steps, so that a crowd of
 *     newcomers does not hold up those who are being written
 * @param draftAtOnce positions that may be computed in one step for the sake of drafts: as many as cost little more
 *     than one
 */
record BatchLimits(int slots, int readAtOnce, int draftAtOnce, Tuning tuning) {
    BatchLimits {
        if (slots < 1 || readAtOnce < 1 || draftAtOnce < 1) {
            throw new IllegalArgumentException("slots, readAtOnce and draftAtOnce must be at least 1, were " + slots
                    + ", " + readAtOnce + " and " + draftAtOnce);
        }
    }

    /** @param readBeside whether sources are read while texts are written: then a slot need not wait for many others */
    static BatchLimits of(int slots, Tuning tuning, boolean gpu, boolean readBeside) {
        int readAtOnce = readBeside ? 384 : 768;
        return new BatchLimits(slots, gpu ? 8192 : readAtOnce, gpu ? 512 : 64, tuning);
    }

    boolean holdsTogether() {
        return tuning.batching() == Tuning.Batching.STATIC;
    }

    boolean drafts() {
        return tuning.drafting() && !tuning.exact();
    }
}
