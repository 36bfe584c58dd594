package io.m6flow.generator.fact;

/** What the source says about a fact. */
public enum Verdict {
    /** The source holds it. */
    SUPPORTED,
    /** The source holds another value for the same kind of thing. */
    CONTRADICTED,
    /** The source holds nothing of the kind. */
    ABSENT
}
