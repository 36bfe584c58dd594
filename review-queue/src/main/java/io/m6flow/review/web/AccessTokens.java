package io.m6flow.review.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of tokens. Compares all of them in constant time, so that an answer's duration tells nothing about a
 * token. Immutable.
 */
public final class AccessTokens implements TokenOwners {
    public static final int MIN_LENGTH = 16;

    private final List<StoredToken> tokens;
    private final Clock clock;

    private AccessTokens(List<StoredToken> tokens, Clock clock) {
        this.tokens = List.copyOf(tokens);
        this.clock = clock;
    }

    /**
     * These tokens.
     *
     * @param clock says when one has expired
     */
    public static AccessTokens of(List<StoredToken> tokens, Clock clock) {
        return new AccessTokens(tokens, clock);
    }

    /** Tokens that never expire and their owners; a token shorter than {@value #MIN_LENGTH} characters is refused. */
    public static AccessTokens of(Map<String, Principal> owners) {
        List<StoredToken> tokens = new ArrayList<>();
        owners.forEach((token, owner) -> {
            if (token.strip().length() < MIN_LENGTH) {
                throw new IllegalArgumentException("the token of \"" + owner.name() + "\" is shorter than " + MIN_LENGTH
                        + " characters; choose a longer one");
            }
            tokens.add(StoredToken.of(token, owner, Optional.empty()));
        });
        return of(tokens, Clock.systemUTC());
    }

    @Override
    public Optional<Principal> ownerOf(String sha256) {
        byte[] offered = bytes(sha256);
        Optional<StoredToken> found = Optional.empty();
        for (StoredToken token : tokens) {
            if (MessageDigest.isEqual(bytes(token.sha256()), offered)) {
                found = Optional.of(token);
            }
        }
        return found.filter(token -> token.isGoodAt(clock.instant())).map(StoredToken::owner);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
