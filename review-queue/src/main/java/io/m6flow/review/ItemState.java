package io.m6flow.review;

/** Where an item stands: it waits, somebody looks at it, or it is decided. */
public enum ItemState {
    WAITING,
    CLAIMED,
    DECIDED
}
