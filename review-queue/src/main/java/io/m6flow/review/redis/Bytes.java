package io.m6flow.review.redis;

import java.nio.charset.StandardCharsets;

/** Text to bytes and back, as Redis keeps it. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
