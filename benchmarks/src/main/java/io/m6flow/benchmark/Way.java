package io.m6flow.benchmark;

/** One way of serving the workload. */
interface Way {
    /** Its name in the table, the JSON file and {@code --only}. */
    String key();

    /** What it is and what of the workload it runs on. */
    String about(Scale scale);

    Figures measure(Bench bench);
}
