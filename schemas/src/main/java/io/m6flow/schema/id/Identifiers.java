package io.m6flow.schema.id;

import java.util.Optional;

/** What an identifier from outside may look like: it becomes part of keys, so the keys' own signs are not allowed. */
public final class Identifiers {
    public static final int MAX_LENGTH = 200;

    private Identifiers() {}

    /** What is wrong with an identifier, as a sentence that names the field, or empty if it is good. */
    public static Optional<String> complaint(String field, String value) {
        if (value.isBlank()) {
            return Optional.of(field + " is empty; give it a value");
        }
        if (value.length() > MAX_LENGTH) {
            return Optional.of(field + " has " + value.length() + " characters; the limit is " + MAX_LENGTH);
        }
        return holdsForbidden(value)
                ? Optional.of(
                        field + " holds one of | { } or a control character, which keys cannot carry; leave it out")
                : Optional.empty();
    }

    static String checked(String field, String value) {
        complaint(field, value).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        return value;
    }

    private static boolean holdsForbidden(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isForbidden(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForbidden(int c) {
        return c == '|' || c == '{' || c == '}' || Character.isISOControl(c);
    }
}
