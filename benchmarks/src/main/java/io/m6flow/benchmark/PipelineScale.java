package io.m6flow.benchmark;

import io.m6flow.launcher.flink.LocalFlink;
import java.time.Duration;

/**
 * How much of the pipeline is measured.
 *
 * @param rounds alternating rounds of the two comparisons
 * @param events product events that lie ready for the job whose generator answers at once
 * @param warmUp how long a job has been putting out before its pace counts
 * @param steady how long its pace is then watched, unless it runs out of events before
 * @param written products that are written by the model in one round
 * @param sessions live sessions side by side
 * @param segments segments of each session
 * @param segmentEvery from the end of one segment to the end of the next; a segment speaks for all of it but a breath
 * @param catalogue product events that wait behind the live sessions
 * @param checkpoints time between checkpoints
 */
record PipelineScale(
        int rounds,
        int events,
        Duration warmUp,
        Duration steady,
        int written,
        int sessions,
        int segments,
        Duration segmentEvery,
        int catalogue,
        Duration checkpoints) {
    /** As {@code flink.parallelism} is by default. */
    static final int PARALLELISM = LocalFlink.parallelismHere();

    private static final Duration SEGMENT_EVERY = Duration.ofMillis(2500);
    private static final int CATALOGUE_PER_MINUTE = 800;

    PipelineScale {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1, was " + rounds);
        }
        if (events < 1) {
            throw new IllegalArgumentException("--events must be at least 1, was " + events);
        }
        if (segments < 2) {
            throw new IllegalArgumentException("--minutes must leave room for two segments of speech");
        }
    }

    /**
     * For figures that mean something.
     *
     * @param events that lie ready for the job whose generator answers at once
     * @param minutes of speech of each session
     */
    static PipelineScale full(int rounds, int events, double minutes) {
        return new PipelineScale(
                rounds,
                events,
                Duration.ofSeconds(2),
                Duration.ofSeconds(24),
                240,
                20,
                (int) Math.round(minutes * 60_000 / SEGMENT_EVERY.toMillis()),
                SEGMENT_EVERY,
                (int) Math.ceil((minutes + 1) * CATALOGUE_PER_MINUTE),
                Duration.ofSeconds(1));
    }

    /** Enough to see that everything runs; its figures mean nothing. */
    static PipelineScale quick() {
        return new PipelineScale(
                1,
                1_000,
                Duration.ZERO,
                Duration.ofSeconds(1),
                4,
                2,
                8,
                Duration.ofMillis(100),
                200,
                Duration.ofMillis(200));
    }
}
