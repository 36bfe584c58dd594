package io.m6flow.lab.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.m6.TrainableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Understands the lines of one data file, of whichever form. Confined to one thread. */
final class ExerciseFormat {
    private static final String CONTINUE = "continue";
    private static final List<ContentKind> OF_PRODUCTS =
            List.of(ContentKind.REASON, ContentKind.THEME, ContentKind.HINT, ContentKind.BADGE);
    private static final int SHORTEST_PASSAGE = 8;
    /** What stands around a passage, its end included. */
    private static final int FRAME = 5;

    private final TrainableModel model;
    private final int longest;
    /** Items of the review queue: one that was sent back before it was approved has two lines with one text. */
    private final Set<String> reviewed = new HashSet<>();

    /** @param longest tokens of a passage at most, with its frame; what goes beyond is cut off */
    ExerciseFormat(TrainableModel model, int longest) {
        this.model = model;
        this.longest = longest;
    }

    /**
     * @param fileTask the task of lines that do not name one, from the file's name
     * @throws IllegalArgumentException when the line teaches nothing, with the reason
     */
    List<Exercise> read(JsonNode line, String fileTask) {
        if (line.has("type") && line.has("kind")) {
            return reviewed(line);
        }
        if (line.has("kind")) {
            return List.of(named(line));
        }
        if (line.has("title") && line.has("reason")) {
            return product(line);
        }
        if (line.has("raw") && line.has("clean")) {
            return List.of(pair(ContentKind.SCRIPT.task(), text(line, "raw"), text(line, "clean")));
        }
        if (line.has("text") && line.has("summary")) {
            return List.of(pair(ContentKind.SUMMARY.task(), text(line, "text"), text(line, "summary")));
        }
        if (line.has("s") && line.has("t")) {
            return List.of(ofFile(fileTask, text(line, "s"), text(line, "t")));
        }
        if (line.has("x")) {
            return List.of(passage(text(line, "x")));
        }
        throw new IllegalArgumentException("has none of the known forms: kind, source and target; title and reason;"
                + " raw and clean; text and summary; s and t; x");
    }

    /** What persons chose or approved, of {@code m6flow review export --training}; the rest teaches nothing here. */
    private List<Exercise> reviewed(JsonNode line) {
        JsonNode prompt = line.path("prompt");
        boolean chosen = line.path("type").asText().equals("pair");
        boolean approved = line.path("label").asText().equals("approve");
        if (!prompt.isObject() || !(chosen || approved)) {
            return List.of();
        }
        if (line.hasNonNull("contentId") && !reviewed.add(text(line, "contentId"))) {
            return List.of();
        }
        ContentKind kind = kind(text(line, "kind"));
        String target = text(line, chosen ? "chosen" : "text");
        return List.of(
                OF_PRODUCTS.contains(kind)
                        ? ofProduct(kind, material(prompt), target)
                        : pair(kind.task(), text(prompt, "transcript"), target));
    }

    private Exercise named(JsonNode line) {
        ContentKind kind = kind(text(line, "kind"));
        JsonNode source = line.path("source");
        if (source.isObject()) {
            return ofProduct(kind, material(source), text(line, "target"));
        }
        return pair(kind.task(), text(line, "source"), text(line, "target"));
    }

    private static ContentKind kind(String name) {
        try {
            return ContentKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kind must be one of " + Arrays.toString(ContentKind.values()) + ", was '" + name + "'", e);
        }
    }

    /** A product teaches every kind that it has a text of. */
    private List<Exercise> product(JsonNode line) {
        Material.Product product = material(line);
        List<Exercise> all = new ArrayList<>();
        for (ContentKind kind : OF_PRODUCTS) {
            for (JsonNode target : each(line.path(kind.name().toLowerCase(Locale.ROOT)))) {
                all.add(ofProduct(kind, product, target.asText()));
            }
        }
        return all;
    }

    private static List<JsonNode> each(JsonNode node) {
        List<JsonNode> each = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each::add);
        } else if (node.isTextual()) {
            each.add(node);
        }
        return each;
    }

    private static Material.Product material(JsonNode json) {
        List<Attribute> attributes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : json.path("attributes").properties()) {
            for (JsonNode value : each(entry.getValue())) {
                attributes.add(new Attribute(entry.getKey(), value.asText()));
            }
        }
        for (JsonNode pair : json.path("attributes")) {
            if (pair.has("name") && pair.has("value")) {
                attributes.add(new Attribute(text(pair, "name"), text(pair, "value")));
            }
        }
        return new Material.Product(
                json.path("title").asText(""), json.path("category").asText(""), attributes);
    }

    /** A theme's source in such files is a title. */
    private Exercise ofFile(String task, String source, String target) {
        return task.equals(ContentKind.THEME.task())
                ? ofProduct(ContentKind.THEME, new Material.Product(source, "", List.of()), target)
                : pair(task, source, target);
    }

    private Exercise ofProduct(ContentKind kind, Material.Product product, String target) {
        check(kind.task());
        return new Exercise.Pair(kind.task(), model.lesson(kind, product, target));
    }

    private Exercise pair(String task, String source, String target) {
        check(task);
        return new Exercise.Pair(task, model.lesson(task, source, target));
    }

    private Exercise passage(String text) {
        check(CONTINUE);
        int[] tokens = model.tokens(text);
        if (tokens.length < SHORTEST_PASSAGE) {
            throw new IllegalArgumentException("x has " + tokens.length + " tokens, too few to learn from");
        }
        return new Exercise.Passage(CONTINUE, Arrays.copyOf(tokens, Math.min(tokens.length, longest - FRAME)));
    }

    private void check(String task) {
        if (!model.knows(task)) {
            throw new IllegalArgumentException("the tokenizer has no token <" + task
                    + ">; is the file named for its task, as in clean.train.jsonl?");
        }
    }

    private static String text(JsonNode line, String field) {
        JsonNode value = line.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return value.asText();
    }
}
