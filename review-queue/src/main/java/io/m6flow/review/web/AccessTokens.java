package io.m6flow.review.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which token belongs to whom. Keeps SHA-256 digests alone and compares all of them in constant
 * time, so that an answer's duration tells nothing about a token. Immutable.
 */
public final class AccessTokens {
    public static final int MIN_LENGTH = 16;

    private final List<Entry> entries;

    private AccessTokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Tokens and their owners; a token shorter than {@value #MIN_LENGTH} characters is refused. */
    public static AccessTokens of(Map<String, Principal> owners) {
        List<Entry> entries = new ArrayList<>();
        owners.forEach((token, owner) -> {
            if (token.strip().length() < MIN_LENGTH) {
                throw new IllegalArgumentException("the token of \"" + owner.name() + "\" is shorter than " + MIN_LENGTH
                        + " characters; choose a longer one");
            }
            entries.add(new Entry(digest(token.strip()), owner));
        });
        return new AccessTokens(entries);
    }

    public Optional<Principal> find(String token) {
        byte[] offered = digest(token.strip());
        Optional<Principal> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), offered)) {
                found = Optional.of(entry.owner());
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static final class Entry {
        private final byte[] digest;
        private final Principal owner;

        Entry(byte[] digest, Principal owner) {
            this.digest = digest;
            this.owner = owner;
        }

        byte[] digest() {
            return digest;
        }

        Principal owner() {
            return owner;
        }
    }
}
