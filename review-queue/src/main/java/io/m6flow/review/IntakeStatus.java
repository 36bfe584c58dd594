package io.m6flow.review;

import java.util.Optional;

/**
 * What the intake has done since it started.
 *
 * @param drafts that were read and are in the queue or known to it
 * @param withdrawals that were read and took effect
 * @param deadLetters records that could not be read
 * @param lag records that are on the topics and not read yet, as of the last look
 * @param joined whether it is in its consumer group, and Kafka has heard from it lately
 */
public record IntakeStatus(
        long drafts, long withdrawals, long deadLetters, long lag, boolean joined, PartStatus thread) {
    /** What keeps it from going on, or empty. */
    public Optional<String> trouble() {
        return thread.trouble();
    }
}
