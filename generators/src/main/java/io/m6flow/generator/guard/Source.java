package io.m6flow.generator.guard;

import io.m6flow.generator.Attribute;
import java.util.List;
import java.util.Objects;

/**
 * What a text was written from. Whatever there is not is empty.
 *
 * @param category a path such as {@code 女装/连衣裙}
 * @param price a decimal number, such as {@code 199.00}
 * @param transcript what was said, as recognised
 */
public record Source(String title, String category, List<Attribute> attributes, String price, String transcript) {
    public Source {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(transcript, "transcript");
        attributes = List.copyOf(attributes);
    }

    /** Of a product alone. */
    public static Source product(String title, String category, List<Attribute> attributes, String price) {
        return new Source(title, category, attributes, price, "");
    }

    /** Of speech alone. */
    public static Source speech(String transcript) {
        return new Source("", "", List.of(), "", transcript);
    }
}
