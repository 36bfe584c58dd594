package io.m6flow.review.web;

/** What a signed-in person or program may do. */
public enum Role {
    /** Decides items. */
    REVIEWER,
    /** Decides items; later also sets policies. */
    LEAD,
    /** Reads the published content of its own tenant. */
    MERCHANT,
    /** Reads live sessions of its own tenant. */
    OPERATOR
}
