package io.m6flow.launcher.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with the verdict of the person who labelled it.
 *
 * @param spans what is unlawful in it, in code points; may be empty
 * @param debatable whether another person might well say otherwise
 */
record LabelledText(String id, String text, String category, boolean violation, List<Span> spans, boolean debatable) {
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    /** From a code point to before another. */
    record Span(int start, int end) {
        boolean overlaps(Span other) {
            return start < other.end && other.start < end;
        }
    }

    LabelledText {
        spans = List.copyOf(spans);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none, with the reason
     */
    static LabelledText parse(String line, long number) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON; write one object a line", e);
        }
        String verdict = text(node, "verdict");
        if (!verdict.equals("violation") && !verdict.equals("lawful")) {
            throw new IllegalArgumentException("verdict must be violation or lawful, was \"" + verdict + "\"");
        }
        return new LabelledText(
                node.path("id").asText("line-" + number),
                text(node, "text"),
                text(node, "category"),
                verdict.equals("violation"),
                spans(node.path("spans")),
                node.path("debatable").asBoolean());
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.get(name).asText();
    }

    private static List<Span> spans(JsonNode written) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode span : written) {
            if (span.size() != 2 || !span.path(0).isInt() || !span.path(1).isInt()) {
                throw new IllegalArgumentException("a span must be [start, end]");
            }
            spans.add(new Span(span.get(0).asInt(), span.get(1).asInt()));
        }
        return spans;
    }
}
