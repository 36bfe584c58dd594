package io.m6flow.generator.fact;

import java.util.Objects;

/**
 * What of the source speaks for a fact, or against it.
 *
 * @param place the attribute's name, or one of {@link #TITLE}, {@link #CATEGORY}, {@link #PRICE} and {@link #TRANSCRIPT}
 * @param words as they stand there
 */
public record Support(String place, String words) {
    public static final String TITLE = "title";
    public static final String CATEGORY = "category";
    public static final String PRICE = "price";
    public static final String TRANSCRIPT = "transcript";

    public Support {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(words, "words");
    }
}
