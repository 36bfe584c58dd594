package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sixty products of many categories, most of them unlike anything that the embedded model was trained on. */
class ProductTextsTest {
    private static final List<String> GARMENTS =
            List.of("连衣裙", "半身裙", "牛仔裤", "阔腿裤", "衬衫", "卫衣", "毛衣", "风衣", "上衣", "裤", "裙");

    @Test
    void everyReasonSpeaksOfItsProductAndOfNoOtherGarment() throws IOException {
        GeneratorSettings settings =
                GeneratorSettings.defaults().withDevice("cpu").withThreads(1);
        try (TextGenerator generator = Generators.lease(settings)) {
            List<Material.Product> products = products();
            List<CompletableFuture<Generation>> futures = new ArrayList<>();
            for (Material.Product product : products) {
                futures.add(generator.generate(Prompt.of("p" + futures.size(), ContentKind.REASON, product, 7)));
            }
            for (int i = 0; i < products.size(); i++) {
                Generation generation = futures.get(i).join();
                assertThat(generation).as(products.get(i).title()).isInstanceOf(Generation.Written.class);
                speaksOf(
                        products.get(i),
                        ((Generation.Written) generation).candidates().get(0).text());
            }
        }
    }

    private static void speaksOf(Material.Product product, String text) {
        assertThat(text).as(product.title()).hasSizeBetween(8, 200).doesNotContain("\ufffd");
        List<String> facts = new ArrayList<>();
        facts.add(product.category().replaceAll(".*/", ""));
        for (int i = 0; i + 2 <= product.title().length(); i++) {
            facts.add(product.title().substring(i, i + 2));
        }
        product.attributes().stream()
                .map(Attribute::value)
                .filter(value -> value.length() > 1)
                .forEach(facts::add);
        assertThat(facts).as("%s: %s", product.title(), text).anyMatch(text::contains);
        String held = product.toString().toLowerCase(Locale.ROOT);
        assertThat(GARMENTS.stream().filter(word -> !held.contains(word)))
                .as("%s: %s", product.title(), text)
                .noneMatch(text::contains);
    }

    private static List<Material.Product> products() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Material.Product> products = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ProductTextsTest.class.getResourceAsStream("/products.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = json.readTree(line);
                List<Attribute> attributes = node.path("attributes").properties().stream()
                        .map(e -> new Attribute(e.getKey(), e.getValue().asText()))
                        .toList();
                products.add(new Material.Product(
                        node.path("title").asText(), node.path("category").asText(), attributes));
            }
        }
        return products;
    }
}
