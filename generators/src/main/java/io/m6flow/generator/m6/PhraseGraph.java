package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a text may be put together from words: states joined by words, every word a path of tokens. Built
 * for one prompt from {@code plain-grammar.txt}, whose slots take the product's own words; then read only.
 */
final class PhraseGraph {
    /** A point inside a word, or, as the first point of all words that leave a state, the state itself. */
    static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private final Set<Node> then = new LinkedHashSet<>();
        private String word = "";
        private boolean mayEnd;

        /** Where this token leads, or null. */
        @Nullable
        Node follow(int token) {
            return next.get(token);
        }

        Map<Integer, Node> next() {
            return next;
        }

        /** The states reached when a word ends here; empty inside a word. */
        Set<Node> then() {
            return then;
        }

        /** Whether this is a state in which a text may end. */
        boolean mayEnd() {
            return mayEnd;
        }

        /** The word that ends here, or an empty text. */
        String word() {
            return word;
        }
    }

    /** A state with this mark in the grammar is one where a text may end. */
    private static final String MAY_END = "*";

    private record Edge(String words, String to) {}

    private final Map<String, Node> states = new HashMap<>();

    private PhraseGraph() {}

    /** The grammar's lines, by state. */
    static Map<String, List<String>> read() {
        Map<String, List<String>> grammar = new LinkedHashMap<>();
        for (String line : Garments.lines("plain-grammar.txt")) {
            String[] parts = line.split(": ?", 2);
            grammar.put(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(" \\| ")));
        }
        return grammar;
    }

    /** @param slots what stands for {@code {noun}} and the like; a slot without words closes the ways through it */
    static PhraseGraph of(Map<String, List<String>> grammar, Map<String, List<String>> slots, Vocabulary vocabulary) {
        PhraseGraph graph = new PhraseGraph();
        for (String state : grammar.keySet()) {
            Node node = new Node();
            node.mayEnd = state.endsWith(MAY_END);
            graph.states.put(name(state), node);
        }
        grammar.forEach((state, ways) -> ways.stream()
                .filter(way -> !way.isBlank())
                .forEach(way -> {
                    int arrow = way.lastIndexOf(" > ");
                    Edge edge = new Edge(way.substring(0, arrow), way.substring(arrow + 3));
                    graph.words(edge.words(), slots)
                            .forEach(word -> graph.join(name(state), word, edge.to(), vocabulary));
                }));
        return graph;
    }

    private static String name(String state) {
        return state.endsWith(MAY_END) ? state.substring(0, state.length() - 1) : state;
    }

    /** Where a text of this sort begins: {@code start} for a reason, {@code theme} for a theme. */
    Node at(String state) {
        return state(state);
    }

    private List<String> words(String words, Map<String, List<String>> slots) {
        List<String> out = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            out.addAll(word.startsWith("{") ? slots.getOrDefault(word, List.of()) : List.of(word));
        }
        return out;
    }

    private void join(String from, String word, String to, Vocabulary vocabulary) {
        Node node = state(from);
        for (int token : vocabulary.encode(word)) {
            node = node.next.computeIfAbsent(token, t -> new Node());
        }
        node.word = word;
        node.then.add(state(to));
    }

    private Node state(String name) {
        Node state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("plain-grammar.txt lacks the state " + name);
        }
        return state;
    }
}
