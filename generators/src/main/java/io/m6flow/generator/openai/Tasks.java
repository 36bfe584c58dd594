package io.m6flow.generator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns prompts into tasks.
 *
 * @param maxPositions tokens of prompt and answer together; half of them, counted as characters, are for the material
 */
record Tasks(int maxPositions) {
    private static final int HINT_CHARACTERS = 10;
    private static final int BADGE_CHARACTERS = 6;

    Task.Plan plan(Prompt prompt) {
        Redo redo = prompt.redo();
        return redo == null ? firstTime(prompt) : SecondTask.plan(prompt, redo, this::firstTime);
    }

    private Task.Plan firstTime(Prompt prompt) {
        ContentKind kind = prompt.kind();
        return switch (kind) {
            case SCRIPT, SUMMARY ->
                prompt.material()
                        .fold(
                                product -> new Task.Plan.Declined(new Refusal.UnsuitableMaterial(kind, "text")),
                                text -> speech(kind, PlainText.ofSpeech(text.text())));
            case REASON, THEME, HINT, BADGE ->
                product(kind, prompt.material().fold(p -> p, text -> new Material.Product(text.text(), "", List.of())));
        };
    }

    private Task.Plan speech(ContentKind kind, String text) {
        if (text.isEmpty()) {
            return new Task.Plan.Declined(new Refusal.EmptySource(kind));
        }
        String data =
                JsonNodeFactory.instance.objectNode().put("transcript", text).toString();
        Function<String, Verdict> form = kind == ContentKind.SCRIPT ? new Faithful(text) : Tasks::asWritten;
        int tokens = kind == ContentKind.SCRIPT ? Math.min(maxPositions / 2, 2 * text.length() + 64) : 400;
        double temperature = kind == ContentKind.SCRIPT ? 0 : 0.3;
        return ready(kind, data, new Task.Sampling(temperature, 1, tokens), form, List.of());
    }

    private Task.Plan product(ContentKind kind, Material.Product product) {
        List<String> pieces = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String data = facts(product, pieces, notes).toString();
        if (pieces.isEmpty()) {
            return new Task.Plan.Declined(new Refusal.EmptySource(kind));
        }
        return switch (kind) {
            case REASON -> ready(kind, data, new Task.Sampling(0.8, 0.95, 200), Tasks::asWritten, notes);
            case THEME -> ready(kind, data, new Task.Sampling(0.8, 0.95, 64), Tasks::asWritten, notes);
            case HINT -> words(kind, data, new WordsOfSource(pieces, HINT_CHARACTERS), notes);
            case BADGE -> words(kind, data, new WordsOfSource(pieces, BADGE_CHARACTERS), notes);
            case SCRIPT, SUMMARY -> throw new IllegalArgumentException(kind + " is not written from a product");
        };
    }

    private static Task.Plan words(ContentKind kind, String data, WordsOfSource form, List<String> notes) {
        return ready(kind, data, new Task.Sampling(0.5, 0.95, 32), form, notes);
    }

    private static Task.Plan ready(
            ContentKind kind, String data, Task.Sampling sampling, Function<String, Verdict> form, List<String> notes) {
        return new Task.Plan.Ready(new Task(kind, Instructions.of(kind), data, sampling, form, notes));
    }

    private static Verdict asWritten(String text) {
        return new Verdict.Fit(text, List.of());
    }

    /** Attributes are left out from the last where there is no room for all. */
    private ObjectNode facts(Material.Product product, List<String> pieces, List<String> notes) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        String title = PlainText.of(product.title());
        String category = PlainText.of(product.category());
        facts.put("title", title);
        if (!category.isEmpty()) {
            facts.put("category", category);
        }
        pieces.add(title);
        ArrayNode attributes = facts.putArray("attributes");
        int room = maxPositions / 2 - title.length() - category.length();
        int taken = 0;
        for (Attribute attribute : product.attributes()) {
            String name = PlainText.of(attribute.name());
            String value = PlainText.of(attribute.value());
            room -= name.length() + value.length() + 8;
            if (room < 0) {
                notes.add("dropped the last " + (product.attributes().size() - taken) + " attributes: no room");
                break;
            }
            attributes.addObject().put("name", name).put("value", value);
            pieces.add(value);
            taken++;
        }
        pieces.removeIf(String::isEmpty);
        return facts;
    }
}
