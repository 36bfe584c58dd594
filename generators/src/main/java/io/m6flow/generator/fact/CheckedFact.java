package io.m6flow.generator.fact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a text states, and what its source says about it.
 *
 * @param start UTF-16 position in the text
 * @param end the position after its last character
 * @param support null exactly where the fact is absent from the source
 */
public record CheckedFact(
        int start,
        int end,
        FactType type,
        Verdict verdict,
        @Nullable Support support) {
    public CheckedFact {
        Objects.requireNonNull(type, "type");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a fact must have words, was " + start + " to " + end);
        }
        if ((verdict == Verdict.ABSENT) != (support == null)) {
            throw new IllegalArgumentException(verdict + " does not go with support " + support);
        }
    }
}
