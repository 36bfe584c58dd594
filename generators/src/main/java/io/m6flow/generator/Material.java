package io.m6flow.generator;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What a prompt speaks of: a product, or a text. */
public sealed interface Material {

    /** Answers with the function that fits this material. */
    <R> R fold(Function<Product, R> product, Function<Text, R> text);

    /** A product for sale; {@code category} is a path such as {@code 女装/连衣裙}, or empty. */
    record Product(String title, String category, List<Attribute> attributes) implements Material {
        public Product {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(category, "category");
            attributes = List.copyOf(attributes);
        }

        @Override
        public <R> R fold(Function<Product, R> product, Function<Text, R> text) {
            return product.apply(this);
        }
    }

    /** Running text, such as recognised speech. */
    record Text(String text) implements Material {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public <R> R fold(Function<Product, R> product, Function<Text, R> text) {
            return text.apply(this);
        }
    }
}
