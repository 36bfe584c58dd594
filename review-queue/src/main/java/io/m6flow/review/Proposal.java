package io.m6flow.review;

/**
 * Where two people must agree: what one of them wants to see published.
 *
 * @param by who proposed it, and cannot approve it
 * @param text the draft's, or an edit
 */
public record Proposal(String by, String text) {}
