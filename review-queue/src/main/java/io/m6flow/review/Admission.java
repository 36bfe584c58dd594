package io.m6flow.review;

/** What became of a draft on its way in. */
public enum Admission {
    /** It waits for a person. */
    WAITING,
    /** A policy approved it at once. */
    APPROVED,
    /** A withdrawal had made it void before it came. */
    SUPERSEDED,
    /** It was here before. */
    KNOWN
}
