package io.m6flow.review;

import java.util.Optional;

/**
 * What the relay has done since it started.
 *
 * @param sent decisions that Kafka has acknowledged
 */
public record RelayStatus(long sent, PartStatus thread) {
    /** What keeps it from going on, or empty. */
    public Optional<String> trouble() {
        return thread.trouble();
    }
}
