package io.m6flow.review;

/** The way on which a decision was made; it stands in the audit chain. */
public enum Via {
    /** A reviewer at the page. */
    PAGE,
    /** A program that speaks for a reviewer. */
    API,
    /** One of many approved together. */
    BATCH,
    /** No person: a written policy. */
    POLICY
}
