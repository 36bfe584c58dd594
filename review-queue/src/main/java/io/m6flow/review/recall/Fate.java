package io.m6flow.review.recall;

/** What became of a text that a recall found. */
public enum Fate {
    /** The recall took it back. */
    RETRACTED,
    /** It no longer stood published as it was found: others had revoked or replaced it, or decided anew. */
    OVERTAKEN,
    /** It could not be taken back; the service's log says why. */
    FAILED
}
