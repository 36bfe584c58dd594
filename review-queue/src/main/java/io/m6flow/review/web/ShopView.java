package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.ReviewItem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A merchant's published copy, by product; the product with the newest copy first.
 *
 * @param tenant whose shop it is; empty where the principal reaches all and has named none
 */
record ShopView(Words words, String tenant, List<Product> products) {
    ShopView {
        products = List.copyOf(products);
    }

    /** Before anybody said whose shop it is. */
    static ShopView unnamed(Words words) {
        return new ShopView(words, "", List.of());
    }

    static ShopView of(Words words, String tenant, List<JsonNode> contents, List<ReviewItem> waiting) {
        Map<String, List<Copy>> byProduct = new LinkedHashMap<>();
        Map<String, String> titles = new HashMap<>();
        for (JsonNode content : contents) {
            String product =
                    content.path("productId").asText(content.path("subject").asText());
            byProduct.computeIfAbsent(product, id -> new ArrayList<>()).add(copy(words, content));
            String title = content.path("title").asText("");
            if (!title.isEmpty()) {
                // The newest copy comes first, and knows what the product is called now.
                titles.putIfAbsent(product, title);
            }
        }
        Map<String, Integer> unread = new HashMap<>();
        for (ReviewItem item : waiting) {
            String product = item.draft().getSubject();
            unread.merge(product, 1, Integer::sum);
            byProduct.computeIfAbsent(product, id -> new ArrayList<>());
            titles.putIfAbsent(product, titleOf(item));
        }
        List<Product> products = new ArrayList<>();
        byProduct.forEach((id, copies) ->
                products.add(new Product(id, titles.getOrDefault(id, id), copies, unread.getOrDefault(id, 0))));
        return new ShopView(words, tenant, products);
    }

    /** Tells a list that has been seen from one that has not. */
    String digest() {
        return Integer.toHexString((products.toString() + words.language()).hashCode());
    }

    /** Leads to other pages about the same tenant. */
    String query() {
        return tenant.isEmpty() ? "" : "?tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
    }

    private static String titleOf(ReviewItem item) {
        String title = item.draft().getSource().getTitle();
        return title == null ? item.draft().getSubject() : title;
    }

    private static Copy copy(Words words, JsonNode content) {
        String kind = content.path("kind").asText();
        return new Copy(
                words.sayOr("kind.", kind),
                ShownText.of(content),
                content.path("publishedAt").asText(""),
                content.path("action").asText("PUBLISH").equals("PUBLISH"));
    }

    /**
     * A product with its copy.
     *
     * @param title what the product is called; its id where nobody said so, as before version 0.2
     * @param waiting how many texts about it wait for a reviewer; what they say is not shown before it is approved
     */
    record Product(String id, String title, List<Copy> copies, int waiting) {
        Product {
            copies = List.copyOf(copies);
        }
    }

    /**
     * One text.
     *
     * @param publishedAt ISO-8601
     */
    record Copy(String kind, ShownText shown, String publishedAt, boolean isPublished) {}
}
