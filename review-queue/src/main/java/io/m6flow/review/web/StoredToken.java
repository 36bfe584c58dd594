package io.m6flow.review.web;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token as it is kept: its digest and its owner, never itself.
 *
 * @param sha256 64 hex digits in lower case
 * @param expires from then on the token is nobody's; empty means never
 */
public record StoredToken(String sha256, Principal owner, Optional<Instant> expires) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public StoredToken {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the sha256 of \"" + owner.name()
                    + "\" must be 64 hex digits in lower case; m6flow review token add makes one");
        }
    }

    public static StoredToken of(String token, Principal owner, Optional<Instant> expires) {
        return new StoredToken(Sha256.hex(token.strip()), owner, expires);
    }

    boolean isGoodAt(Instant now) {
        return expires.isEmpty() || now.isBefore(expires.get());
    }
}
