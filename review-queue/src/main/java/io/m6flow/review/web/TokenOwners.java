package io.m6flow.review.web;

import java.util.Optional;

/** Knows tokens by their SHA-256 alone. Thread-safe. */
public interface TokenOwners {

    /** Whose token has this SHA-256, in hex; empty if it is nobody's, was revoked or has expired. */
    Optional<Principal> ownerOf(String sha256);

    /** Whose token it is; spaces around it, as pasted, do not count. */
    default Optional<Principal> find(String token) {
        return ownerOf(Sha256.hex(token.strip()));
    }
}
