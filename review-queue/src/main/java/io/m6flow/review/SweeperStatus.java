package io.m6flow.review;

import java.util.Optional;

/**
 * What the sweeper has done since it started.
 *
 * @param failures sweeps that failed
 */
public record SweeperStatus(long failures, PartStatus thread) {
    /** What keeps it from going on, or empty. */
    public Optional<String> trouble() {
        return thread.trouble();
    }
}
