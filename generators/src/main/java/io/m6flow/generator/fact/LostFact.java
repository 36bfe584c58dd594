package io.m6flow.generator.fact;

import java.util.Objects;

/**
 * A fact that was said and is not written.
 *
 * @param position UTF-16 position in the text where it should stand
 * @param words as they stand in the transcript
 */
public record LostFact(int position, FactType type, String words) {
    public LostFact {
        Objects.requireNonNull(type, "type");
        if (position < 0 || words.isEmpty()) {
            throw new IllegalArgumentException(
                    "a lost fact has a place and words, was \"" + words + "\" at " + position);
        }
    }
}
