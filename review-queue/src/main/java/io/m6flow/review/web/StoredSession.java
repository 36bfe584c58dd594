package io.m6flow.review.web;

import java.time.Instant;

/**
 * A session as it is kept: with nothing that would open it.
 *
 * @param idHash the SHA-256 of the browser's secret, in hex
 * @param token the SHA-256 of the token that opened it, without which it ends; empty if an identity provider did
 * @param ends the time at which it ends however much it is used
 */
public record StoredSession(String idHash, Principal principal, String token, Instant ends) {}
