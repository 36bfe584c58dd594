package io.m6flow.sink.webhook;

import java.io.IOException;

/** Hears of each intent that is to be given up, before it is. Thread-safe. */
@FunctionalInterface
public interface GivenUp {

    /**
     * Returns once that is kept.
     *
     * @param attempts how often it was sent, the last one included; 0 if there was too much to keep it
     * @param cause without secrets and texts
     * @throws IOException if it could not be kept; then the intent is not given up yet, and sent again after its lease
     */
    void note(EndpointName endpoint, Intent intent, int attempts, String cause) throws IOException;
}
