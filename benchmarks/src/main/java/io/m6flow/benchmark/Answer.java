package io.m6flow.benchmark;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import java.util.List;

/**
 * What became of one request.
 *
 * @param latency seconds from its submission
 * @param end seconds from the start of the run
 */
record Answer(Prompt prompt, Generation generation, double latency, double end) {

    boolean isWritten() {
        return generation instanceof Generation.Written;
    }

    /** Tokens written over all candidates, 0 for a request without a text. */
    int tokens() {
        return candidates().stream().mapToInt(Candidate::tokens).sum();
    }

    /** Nothing for a request without a text. */
    List<Candidate> candidates() {
        return generation.fold(Generation.Written::candidates, refused -> List.of(), failed -> List.of());
    }

    /** Why there is no text. */
    String complaint() {
        return generation.fold(written -> "", Generation.Refused::message, Generation.Failed::message);
    }
}
