package io.m6flow.review.web;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of the pages. */
enum Language {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As HTML's lang attribute wants it. */
    String tag() {
        return tag;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Language> named(@Nullable String code) {
        for (Language language : values()) {
            if (language.code().equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
