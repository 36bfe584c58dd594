package io.m6flow.benchmark;

/**
 * How much is measured.
 *
 * @param slots texts side by side in all ways but those of one slot
 * @param waiting requests submitted and not yet answered
 * @param perKind of the workload only so many of the shortest requests of each kind; 0 for all
 * @param singleEvery of that every so many-th request, for the ways of one slot
 * @param djlEvery the same for DJL's search
 * @param djlBatch rows of DJL's search
 * @param overloadSeconds how long the overload is watched
 * @param patience deadline under overload, in median latencies at capacity
 */
record Scale(
        int rounds,
        int slots,
        int waiting,
        int perKind,
        int singleEvery,
        int djlEvery,
        int djlBatch,
        int overloadSeconds,
        int patience) {
    Scale {
        atLeastOne("rounds", rounds);
        atLeastOne("slots", slots);
    }

    static Scale full(int rounds, int slots) {
        return new Scale(rounds, slots, 64, 0, 8, 4, 32, 20, 6);
    }

    /** Enough to see that everything runs; its figures mean nothing. */
    static Scale quick() {
        return new Scale(1, 4, 4, 2, 3, 2, 4, 1, 1);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("--" + name + " must be at least 1, was " + value);
        }
    }
}
