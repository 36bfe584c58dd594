package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.Material;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What of a product a model was trained to read; {@code product_source} of its {@code generation_config.json}. */
enum ProductSource {
    /** Pairs of name and value for a reason, else the title. */
    ATTRIBUTES,
    /** Title, category and attributes in one listing, for every kind. */
    TITLE;

    static ProductSource of(String name) {
        for (ProductSource source : values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(name)) {
                return source;
            }
        }
        throw new GeneratorException(
                "generation_config.json: product_source must be attributes or title, was '" + name + "'");
    }

    /** {@code 标题:title;类别:leaf;name:value}, of which title and category are left out where they are empty. */
    static String listing(Material.Product product, ToIntFunction<String> tokens, int limit, List<String> notes) {
        List<String> parts = new ArrayList<>();
        add("标题", product.title(), parts);
        add("类别", Facts.leaf(product.category()), parts);
        for (Attribute attribute : product.attributes()) {
            add(Facts.clean(attribute.name()), attribute.value(), parts);
        }
        return Listing.of("", parts, ";", tokens, limit, notes);
    }

    private static void add(String name, String value, List<String> parts) {
        String clean = Facts.clean(value);
        if (!name.isEmpty() && !clean.isEmpty()) {
            parts.add(name + ":" + clean);
        }
    }
}
