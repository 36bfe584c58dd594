package io.m6flow.job.writing;

/**
 * What was said of one product.
 *
 * @param startMillis where it first came up, from the session's start
 * @param text cleaned, not empty
 */
public record ProductSpeech(String productId, long startMillis, String text) {}
