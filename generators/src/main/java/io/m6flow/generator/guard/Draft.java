package io.m6flow.generator.guard;

import io.m6flow.generator.ContentKind;
import java.util.Objects;

/**
 * A text that may leave, with what it was written from.
 *
 * @param tenant whose content it is; merchants may have terms of their own
 */
public record Draft(String tenant, ContentKind kind, String text, Source source) {
    public Draft {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
    }
}
