package io.m6flow.review.web;

/**
 * A browser that is signed in.
 *
 * @param csrf must come with every request that changes something
 */
record Session(String id, String csrf, Principal principal) {}
