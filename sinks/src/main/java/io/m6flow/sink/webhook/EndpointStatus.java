package io.m6flow.sink.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * How deliveries to an endpoint do, as its store knows it.
 *
 * @param delivered intents, since the endpoint is known
 * @param failed attempts, since then
 * @param dropped intents that were not kept because too many waited
 * @param waiting intents that are neither delivered nor given up, those under way among them
 * @param dead intents that were given up and are kept
 * @param oldest since when the oldest of the waiting waits
 * @param failures in a row
 * @param trouble the cause of the last of these
 * @param pausedFor how long nothing is sent to it, because it fails or asked for it
 * @param disabled why nothing is sent to it until somebody enables it
 */
public record EndpointStatus(
        long delivered,
        long failed,
        long dropped,
        long waiting,
        long dead,
        Optional<Duration> oldest,
        long failures,
        Optional<String> trouble,
        Optional<Duration> pausedFor,
        Optional<String> disabled) {
    static final EndpointStatus UNKNOWN = new EndpointStatus(
            0, 0, 0, 0, 0, Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());
}
