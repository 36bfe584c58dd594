package io.m6flow.generator.fact;

/**
 * A fact that a speaker states and does not take back.
 *
 * @param at where it stands in the transcript
 * @param same a number that all places share which say the same
 */
public record SpokenFact(Span at, int same) {}
