package io.m6flow.review.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An item as one parameter of the pages: the contentId, a tilde, the tenant. */
final class ItemParameter {
    private ItemParameter() {}

    static String write(ItemRef ref) {
        return ref.content() + "~" + ref.tenant();
    }

    static Optional<ItemRef> read(@Nullable String parameter) {
        if (parameter == null || parameter.isBlank()) {
            return Optional.empty();
        }
        int tilde = parameter.indexOf('~');
        if (tilde < 0) {
            throw Problem.of(400, "bad-item", "the parameter item must be contentId~tenant");
        }
        return Optional.of(ItemRef.parse(parameter.substring(tilde + 1), parameter.substring(0, tilde)));
    }

    static ItemRef required(@Nullable String parameter) {
        return read(parameter).orElseThrow(() -> Problem.of(400, "bad-item", "the parameter item is missing"));
    }
}
