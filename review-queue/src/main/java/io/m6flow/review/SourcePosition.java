package io.m6flow.review;

/** Where a record was read: stored with its effect, so that reading it again changes nothing. */
public record SourcePosition(String topic, int partition, long offset) {}
