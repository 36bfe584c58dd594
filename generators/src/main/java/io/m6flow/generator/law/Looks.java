package io.m6flow.generator.law;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each way the words of a lexicon may look, and how long and how common they are. Immutable. */
final class Looks {
    /** Of what stands in a text, about so much is a number, or ends a clause: more than the lexicon's words tell. */
    private static final double NUMBERS = 0.05;

    private static final double ENDS_OF_CLAUSES = 0.1;

    private final Map<String, Integer> words;
    private final int[] longest;
    private final double[] commonness;

    /**
     * @param all numbers of words as they are written
     * @param spelled those of them that are looked for by their sounds, too
     */
    Looks(Map<String, Integer> all, Map<String, Integer> spelled) {
        words = new LinkedHashMap<>(all);
        Spellings spellings = new Spellings();
        spelled.forEach((word, number) -> spellings.of(word).forEach(look -> words.putIfAbsent(look, number)));
        int size = all.size() + 1;
        longest = new int[size];
        words.forEach((look, word) -> longest[word] = Math.max(longest[word], look.length()));
        commonness = new double[size];
        Map<Character, Double> shares = shares(all);
        all.forEach((word, number) -> commonness[number] = commonness(word, shares));
        commonness[Vocabulary.NUMBER] = NUMBERS;
    }

    private static double commonness(String word, Map<Character, Double> shares) {
        return word.indexOf(Glyphs.CLAUSE) >= 0
                ? ENDS_OF_CLAUSES
                : word.chars()
                        .mapToDouble(c -> shares.getOrDefault((char) c, 0.0))
                        .reduce(1, (a, b) -> a * b);
    }

    /** The lexicon's own words tell well enough how common a character is. */
    private static Map<Character, Double> shares(Map<String, Integer> words) {
        Map<Character, Double> shares = new HashMap<>();
        int all = words.keySet().stream().mapToInt(String::length).sum();
        words.keySet().forEach(word -> word.chars().forEach(c -> shares.merge((char) c, 1.0 / all, Double::sum)));
        return shares;
    }

    /** Numbers of words by each look. */
    Map<String, Integer> words() {
        return words;
    }

    /** At most the length of one of these words. */
    Span longest(BitSet some) {
        return new Span(some.stream().map(word -> longest[word]).max().orElse(0), some.get(Vocabulary.NUMBER) ? 1 : 0);
    }

    /** About how many of a text's words are one of these, for comparing. */
    double commonness(BitSet some) {
        return some.stream().mapToDouble(word -> commonness[word]).sum();
    }
}
