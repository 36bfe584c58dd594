package io.m6flow.generator;

import java.util.List;
import java.util.Objects;

/**
 * How a generation came about.
 *
 * @param model the model's name
 * @param version the model's digest prefix, number type, device and threads: what its exact text depends on
 * @param promptVersion the version of the prompt templates and bounds
 * @param sourceTokens tokens read, control tokens included
 * @param writtenTokens tokens written, over all candidates
 * @param waitingMillis from arrival to the first slot
 * @param generatingMillis from the first slot to the last candidate
 * @param notes what was done to source or output: attributes dropped, bounds that bit
 */
public record Trace(
        String model,
        String version,
        String promptVersion,
        int sourceTokens,
        int writtenTokens,
        long waitingMillis,
        long generatingMillis,
        List<String> notes) {
    public Trace {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(promptVersion, "promptVersion");
        notes = List.copyOf(notes);
    }
}
