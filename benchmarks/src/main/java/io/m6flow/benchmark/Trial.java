package io.m6flow.benchmark;

/** A measurement of its own that yields one ratio. */
interface Trial {
    /** Its name in {@code --only} and in the progress. */
    String key();

    Ratio ratio();

    /** How many steps of progress one measurement has. */
    int steps();

    /** Else it is long enough to be measured once, at the end. */
    default boolean everyRound() {
        return true;
    }

    Finding measure(Bench bench);
}
