package io.m6flow.generator.guard;

/** How much a finding weighs. */
public enum Severity {
    /** Good to know; the text may leave without a look. */
    INFO,
    /** Somebody should look. */
    WARNING,
    /** The text should not leave as it is. */
    ERROR
}
