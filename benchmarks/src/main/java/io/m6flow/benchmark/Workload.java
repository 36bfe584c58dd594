package io.m6flow.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Priority;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The committed requests that every measurement works on: reasons (half), scripts (three tenths) and summaries (a
 * fifth), shuffled once; the line's number is the seed.
 */
final class Workload {
    private static final String FILE = "workload.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Workload() {}

    /** All of them, in the order of arrival. */
    static List<Prompt> all() {
        List<Prompt> prompts = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Workload.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                prompts.add(prompt(JSON.readTree(line), prompts.size() + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the workload cannot be read", e);
        }
        return List.copyOf(prompts);
    }

    private static Prompt prompt(JsonNode line, long seed) {
        ContentKind kind = ContentKind.valueOf(line.path("kind").asText());
        // All alike, so that they are served in the order in which they arrive.
        Service alike = Service.standard(kind).withPriority(Priority.CATALOGUE);
        return Prompt.of(line.path("id").asText(), kind, material(line), seed).withService(alike);
    }

    private static Material material(JsonNode line) {
        if (line.has("text")) {
            return new Material.Text(line.path("text").asText());
        }
        List<Attribute> attributes = line.path("attributes").properties().stream()
                .map(e -> new Attribute(e.getKey(), e.getValue().asText()))
                .toList();
        return new Material.Product(
                line.path("title").asText(), line.path("category").asText(), attributes);
    }

    /** What a scale takes of it, in the order of arrival. */
    static List<Prompt> of(Scale scale) {
        List<Prompt> all = all();
        if (scale.perKind() == 0) {
            return all;
        }
        return all.stream()
                .filter(p -> rank(p, only(p.kind(), all)) < scale.perKind())
                .toList();
    }

    /** How many of these are shorter. */
    private static long rank(Prompt prompt, List<Prompt> others) {
        return others.stream().filter(o -> length(o) < length(prompt)).count();
    }

    /** Characters of the source. */
    static int length(Prompt prompt) {
        return prompt.material()
                .fold(
                        product -> product.title().length()
                                + product.attributes().stream()
                                        .mapToInt(a ->
                                                a.name().length() + a.value().length())
                                        .sum(),
                        text -> text.text().length());
    }

    /** Every n-th, from the first. */
    static List<Prompt> every(int n, List<Prompt> prompts) {
        List<Prompt> some = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i += n) {
            some.add(prompts.get(i));
        }
        return List.copyOf(some);
    }

    static List<Prompt> only(ContentKind kind, List<Prompt> prompts) {
        return prompts.stream().filter(p -> p.kind() == kind).toList();
    }
}
