package io.m6flow.job.event;

import java.io.Serializable;
import java.time.Instant;

/** Tells the time of day; travels with the job to wherever it runs. */
@FunctionalInterface
public interface JobClock extends Serializable {
    Instant now();

    static JobClock system() {
        return Instant::now;
    }
}
