package io.m6flow.benchmark;

/** A measurement of the pipeline. */
interface PipelineTrial {
    /** Its name in {@code --only} and in the progress. */
    String key();

    /** How many steps of progress it has. */
    int steps(PipelineScale scale);

    void measure(PipelineSite site, PipelineResults results);
}
