package io.m6flow.generator;

import java.util.Objects;

/** One fact about a product; a name may occur more than once. */
public record Attribute(String name, String value) {
    public Attribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
