package io.m6flow.job;

import io.m6flow.job.event.JobClock;
import io.m6flow.schema.label.LabelPolicy;
import java.time.Duration;

/**
 * How the publish job works.
 *
 * @param labels what AI label each kind carries, who is named as its producer, and who may do without
 * @param checkpointInterval how often its work is made durable and its output visible
 */
public record PublishSettings(LabelPolicy labels, Duration checkpointInterval, JobClock clock) {
    public PublishSettings {
        Checks.checkpointInterval(checkpointInterval);
    }

    public static PublishSettings defaults() {
        return new PublishSettings(LabelPolicy.defaults(), Duration.ofSeconds(1), JobClock.system());
    }

    public PublishSettings withLabels(LabelPolicy newLabels) {
        return new PublishSettings(newLabels, checkpointInterval, clock);
    }

    public PublishSettings withCheckpointInterval(Duration newInterval) {
        return new PublishSettings(labels, newInterval, clock);
    }

    public PublishSettings withClock(JobClock newClock) {
        return new PublishSettings(labels, checkpointInterval, newClock);
    }
}
