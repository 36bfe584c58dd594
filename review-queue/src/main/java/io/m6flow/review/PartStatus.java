package io.m6flow.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a thread of the service does.
 *
 * @param runs whether it was started and has not ended
 * @param quiet how long ago it gave its last sign, good or bad
 * @param trouble what keeps it from going on, or empty
 * @param since when it came into trouble, or out of it
 * @param lasting how long ago that was
 */
public record PartStatus(boolean runs, Duration quiet, Optional<String> trouble, Instant since, Duration lasting) {}
