package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** A row of elements; the first one is required. How one is written stands at the head of the lexicon. */
record Pattern(List<Element> elements) {
    private static final java.util.regex.Pattern GAP = java.util.regex.Pattern.compile("(~~?)(\\d{1,2})");

    Pattern {
        elements = List.copyOf(elements);
        if (elements.isEmpty()
                || elements.get(0).kind() != Element.Kind.REQUIRED
                || elements.get(0).words() < 0) {
            throw new IllegalArgumentException("a pattern must begin with words");
        }
    }

    /**
     * Reads one; as many patterns as there are ways to leave out what is optional at its beginning.
     *
     * @throws IllegalArgumentException if it is no pattern
     */
    static List<Pattern> parse(String written, Vocabulary vocabulary) {
        try {
            List<Element> elements = elements(written, vocabulary);
            List<Pattern> patterns = new ArrayList<>();
            int first = 0;
            while (first < elements.size() && elements.get(first).kind() == Element.Kind.OPTIONAL) {
                patterns.add(from(elements, first++));
            }
            patterns.add(from(elements, first));
            return patterns;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in the pattern \"" + written + "\": " + e.getMessage(), e);
        }
    }

    private static Pattern from(List<Element> elements, int first) {
        List<Element> rest = new ArrayList<>(elements.subList(first, elements.size()));
        if (!rest.isEmpty()) {
            Element head = rest.get(0);
            rest.set(0, head.kind() == Element.Kind.OPTIONAL ? head.required() : head);
        }
        return new Pattern(rest);
    }

    private static List<Element> elements(String written, Vocabulary vocabulary) {
        List<Element> elements = new ArrayList<>();
        int gap = 0;
        boolean across = false;
        for (String token : written.trim().split("\\s+", -1)) {
            Matcher asGap = GAP.matcher(token);
            if (asGap.matches()) {
                across = asGap.group(1).length() == 2;
                gap = Integer.parseInt(asGap.group(2));
            } else {
                elements.add(element(token, gap, across, vocabulary));
                gap = 0;
                across = false;
            }
        }
        return elements;
    }

    private static Element element(String token, int gap, boolean across, Vocabulary vocabulary) {
        boolean forbidden = token.startsWith("!");
        boolean optional = token.endsWith("?");
        String words = token.substring(forbidden ? 1 : 0, token.length() - (optional ? 1 : 0));
        Element.Kind kind =
                forbidden ? Element.Kind.FORBIDDEN : optional ? Element.Kind.OPTIONAL : Element.Kind.REQUIRED;
        return new Element(kind, words.equals("$") ? Element.END : vocabulary.alternatives(words), gap, across);
    }
}
