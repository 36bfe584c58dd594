package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The control tokens of a vocabulary: all that {@code tokenizer.json} lists as added.
 *
 * @param ids ids by name
 * @param ends those that end a text, the usual one first
 * @param names finds a control token's name in a text, the longest where several begin
 */
record Controls(Map<String, Integer> ids, List<Integer> ends, Pattern names) {
    Controls {
        ids = Map.copyOf(ids);
        ends = List.copyOf(ends);
        if (ends.isEmpty()) {
            throw new GeneratorException("a vocabulary needs a token that ends a text");
        }
        for (int end : ends) {
            if (!ids.containsValue(end)) {
                throw new GeneratorException(
                        "eos_token_id " + end + " is not among the added_tokens of tokenizer.json");
            }
        }
    }

    /** @param ends empty for {@code <eos>} */
    static Controls of(JsonNode tokenizer, List<Integer> ends) {
        Map<String, Integer> ids = new HashMap<>();
        tokenizer
                .path("added_tokens")
                .forEach(token ->
                        ids.put(token.path("content").asText(), token.path("id").asInt(-1)));
        List<Integer> known = ends.isEmpty() ? List.of(id(ids, "<eos>")) : ends;
        String names = ids.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new Controls(ids, known, Pattern.compile(names));
    }

    int id(String token) {
        return id(ids, token);
    }

    boolean has(String token) {
        return ids.containsKey(token);
    }

    private static int id(Map<String, Integer> ids, String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new GeneratorException("tokenizer.json lacks the control token " + token);
        }
        return id;
    }
}
