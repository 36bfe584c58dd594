package io.m6flow.generator.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Copy of many categories and cleaned speech, as people wrote them, with their sources. */
public final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    /** Two reasons, a theme, a hint and a badge of each product; every claim stands in title or attributes. */
    public static List<Draft> copy() {
        List<Draft> drafts = new ArrayList<>();
        for (JsonNode product : lines("/facts/products.jsonl")) {
            Source source = source(product);
            product.path("reason").forEach(text -> drafts.add(draft(ContentKind.REASON, text, source)));
            drafts.add(draft(ContentKind.THEME, product.path("theme"), source));
            drafts.add(draft(ContentKind.HINT, product.path("hint"), source));
            drafts.add(draft(ContentKind.BADGE, product.path("badge"), source));
        }
        return drafts;
    }

    /** Speech as recognised, and the same with only the disfluency left out. */
    public static List<Draft> scripts() {
        return lines("/facts/scripts.jsonl").stream()
                .map(line -> draft(
                        ContentKind.SCRIPT,
                        line.path("clean"),
                        Source.speech(line.path("raw").asText())))
                .toList();
    }

    private static Source source(JsonNode product) {
        List<Attribute> attributes = product.path("attributes").properties().stream()
                .map(e -> new Attribute(e.getKey(), e.getValue().asText()))
                .toList();
        return Source.product(
                product.path("title").asText(), product.path("category").asText(), attributes, "");
    }

    private static Draft draft(ContentKind kind, JsonNode text, Source source) {
        return new Draft("m-1", kind, text.asText(), source);
    }

    private static List<JsonNode> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Samples.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
