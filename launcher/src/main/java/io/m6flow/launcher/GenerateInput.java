package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.json.JsonEvents;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.json.Parsed;
import java.util.List;

/** One line of {@code m6flow generate}: what it is called and what to write from. */
record GenerateInput(String id, Material material) {

    /** Scripts and summaries are written from a text; the other kinds from a product, or from a text as its title. */
    static Parsed<GenerateInput> parse(String line, ContentKind kind, long number) {
        JsonNode node;
        try {
            node = JsonRecords.read(line);
        } catch (IllegalArgumentException e) {
            return new Parsed.Invalid<>("it is not JSON; write one object a line");
        }
        if (node.hasNonNull("productId") && !node.hasNonNull("text")) {
            return ofProduct(line);
        }
        if (!node.path("text").isTextual()) {
            return new Parsed.Invalid<>("text is missing; a line is a product or {\"id\",\"text\"}");
        }
        String id = node.hasNonNull("id") ? node.get("id").asText() : "line-" + number;
        String text = node.get("text").asText();
        boolean speech = kind == ContentKind.SCRIPT || kind == ContentKind.SUMMARY;
        return new Parsed.Event<>(
                new GenerateInput(id, speech ? new Material.Text(text) : new Material.Product(text, "", List.of())));
    }

    private static Parsed<GenerateInput> ofProduct(String line) {
        return JsonEvents.product(withMerchant(line))
                .fold(product -> new Parsed.Event<>(of(product)), Parsed.Invalid::new);
    }

    /** Who sells a product makes no difference to its text, so the line need not say it. */
    private static String withMerchant(String line) {
        ObjectNode node = (ObjectNode) JsonRecords.read(line);
        if (!node.hasNonNull("merchantId")) {
            node.put("merchantId", "none");
        }
        if (!node.hasNonNull("title")) {
            node.put("title", "");
        }
        return node.toString();
    }

    private static GenerateInput of(ProductEvent product) {
        String category = product.getCategory();
        return new GenerateInput(
                product.getProductId(),
                new Material.Product(
                        product.getTitle(),
                        category == null ? "" : category,
                        product.getAttributes().stream()
                                .map(attribute -> new Attribute(attribute.getName(), attribute.getValue()))
                                .toList()));
    }
}
