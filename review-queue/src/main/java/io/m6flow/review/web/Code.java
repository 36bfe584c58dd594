package io.m6flow.review.web;

import java.util.Locale;

/** Names of enum constants as CSS and messages want them. */
final class Code {
    private Code() {}

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
