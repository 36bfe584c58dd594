package io.m6flow.generator;

/** Which prompts go first; within one priority tenants take turns. */
public enum Priority {
    /** Somebody watches the stream that this is for. */
    LIVE,
    /** Work that is read later. */
    CATALOGUE
}
