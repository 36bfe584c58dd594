package io.m6flow.generator;

import java.util.Objects;

/**
 * One text written for a prompt.
 *
 * @param tokens how many tokens the model wrote for it, the closing one not counted
 * @param meanLogProbability mean natural logarithm of the probability that the bare model (before bounds, temperature
 *     and sampling) gave to each written token; 0 is the best, NaN where the model does not tell
 */
public record Candidate(String text, long seed, int tokens, double meanLogProbability) {
    public Candidate {
        Objects.requireNonNull(text, "text");
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must not be negative, was " + tokens);
        }
    }
}
