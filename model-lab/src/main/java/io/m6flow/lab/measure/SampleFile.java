package io.m6flow.lab.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Samples read from JSON Lines.
 *
 * @param samples in the file's order
 * @param badLines what is wrong with the lines that hold none, each with its number
 */
public record SampleFile(List<Sample> samples, List<String> badLines) {
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    public SampleFile {
        samples = List.copyOf(samples);
        badLines = List.copyOf(badLines);
    }

    /** Reads at most so many samples; a line that holds none costs only itself. */
    public static SampleFile read(Path file, int limit) throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        int number = 0;
        // Bytes that are no UTF-8 cost the line that holds them, not the file.
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            number++;
            if (line.isBlank() || samples.size() == limit) {
                continue;
            }
            try {
                samples.add(sample(JSON.readTree(line), "line-" + number));
            } catch (JsonProcessingException e) {
                bad.add("line " + number + ": it is not JSON; write one object a line");
            } catch (IllegalArgumentException e) {
                bad.add("line " + number + ": " + e.getMessage());
            }
        }
        return new SampleFile(samples, bad);
    }

    private static Sample sample(JsonNode line, String name) {
        if (line.has("references")) {
            return product(line, line.path("productId").asText(name), line.path("references"));
        }
        String id = line.path("id").asText(name);
        if (line.has("title") && line.has("reason")) {
            return product(line, id, line);
        }
        if (line.has("raw")) {
            return new Sample.Speech(
                    id,
                    text(line, "raw"),
                    text(line, "clean"),
                    texts(line.path("facts")),
                    texts(line.path("forbidden")));
        }
        if (line.has("summary")) {
            return new Sample.Report(id, text(line, "text"), text(line, "summary"));
        }
        throw new IllegalArgumentException(
                "it holds neither references or title and reason (a product), nor raw and clean (speech), nor text and summary");
    }

    /** @param texts holds what people wrote; the line itself where it is one to train on */
    private static Sample.Product product(JsonNode line, String id, JsonNode texts) {
        List<Attribute> attributes = new ArrayList<>();
        JsonNode written = line.path("attributes");
        if (written.isArray()) {
            written.forEach(pair -> attributes.add(new Attribute(text(pair, "name"), text(pair, "value"))));
        } else {
            for (Map.Entry<String, JsonNode> pair : written.properties()) {
                attributes.add(new Attribute(pair.getKey(), pair.getValue().asText()));
            }
        }
        return new Sample.Product(
                id,
                new Material.Product(
                        line.path("title").asText(), line.path("category").asText(), attributes),
                line.path("price").asText(),
                texts(texts.path("reason")));
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.get(name).asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
