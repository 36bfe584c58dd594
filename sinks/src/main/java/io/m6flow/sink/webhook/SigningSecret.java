package io.m6flow.sink.webhook;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret shared with a receiver, by which it knows that a message is ours. Leaves this class only in signatures. */
public final class SigningSecret {
    public static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    private SigningSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads a secret: {@code whsec_} and the Base64 of 24 to 64 random bytes.
     *
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret must begin with " + PREFIX);
        }
        byte[] bytes = decoded(text.substring(PREFIX.length()));
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a secret must hold " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, this one has " + bytes.length);
        }
        return new SigningSecret(bytes);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The decoder's own message tells of the secret's characters; so it is no cause either.
            throw new IllegalArgumentException("a secret must be " + PREFIX + " and Base64");
        }
    }

    byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[…]";
    }
}
