package io.m6flow.lab.measure;

import java.util.HashMap;
import java.util.Map;

/** The runs of characters of a text; a character is a code point. */
final class Grams {
    private Grams() {}

    /** How often each run of this length stands in the text. */
    static Map<String, Integer> of(String text, int length) {
        int[] characters = text.codePoints().toArray();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + length <= characters.length; i++) {
            counts.merge(new String(characters, i, length), 1, Integer::sum);
        }
        return counts;
    }

    static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many runs two texts share, each as often as it stands in both. */
    static int shared(Map<String, Integer> one, Map<String, Integer> other) {
        return one.entrySet().stream()
                .mapToInt(gram -> Math.min(gram.getValue(), other.getOrDefault(gram.getKey(), 0)))
                .sum();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
