package io.m6flow.review;

import java.util.Optional;

/**
 * What the relay has done since it started.
 *
 * @param sent decisions that Kafka has acknowledged
 * @param trouble what keeps it from going on, or empty
 */
public record RelayStatus(long sent, Optional<String> trouble) {}
