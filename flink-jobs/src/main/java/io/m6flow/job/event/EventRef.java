package io.m6flow.job.event;

/**
 * An event that a text is written for.
 *
 * @param subject productId, or sessionId#sequence
 * @param settles whether the event's outcome goes with this text; false for the first pieces of a segment that was
 *     too long for one passage
 */
public record EventRef(RawEvent raw, String subject, boolean settles) {}
