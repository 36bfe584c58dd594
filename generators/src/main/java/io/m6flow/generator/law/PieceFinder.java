package io.m6flow.generator.law;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Finds all words of a lexicon in one pass, and all numbers in a second. Immutable. */
final class PieceFinder {
    private final AhoCorasickDoubleArrayTrie<Integer> words = new AhoCorasickDoubleArrayTrie<>();
    private final long[] traits;
    private final boolean empty;
    /** What is known of words, by their places in the automaton. */
    private final int[] numbers;

    private final long[] traitsByPlace;

    /**
     * A finder of these words, and of numbers.
     *
     * @param words numbers of words by each way they may look
     * @param traits of the words, by number
     */
    PieceFinder(Map<String, Integer> words, long[] traits) {
        this.traits = traits.clone();
        empty = words.isEmpty();
        TreeMap<String, Integer> sorted = new TreeMap<>(words);
        if (!empty) {
            this.words.build(sorted);
        }
        numbers = sorted.values().stream().mapToInt(Integer::intValue).toArray();
        traitsByPlace = Arrays.stream(numbers).mapToLong(word -> traits[word]).toArray();
    }

    Pieces find(Reading reading) {
        Pieces pieces = new Pieces(reading, traits.length);
        if (!empty) {
            words.parseText(reading.characters(), (start, end, word, place) -> {
                if (!cuts(reading, start) && !cuts(reading, end)) {
                    pieces.add(numbers[place], traitsByPlace[place], start, end);
                }
            });
        }
        addNumbers(reading, pieces);
        return pieces;
    }

    /** Whether a Latin word or a number in digits would be cut in two here: 第1 is not in 第12. */
    private static boolean cuts(Reading reading, int position) {
        if (position == 0 || position == reading.length()) {
            return false;
        }
        char before = reading.at(position - 1);
        boolean inside = latin(before) ? latin(reading.at(position)) : digit(before) && digit(reading.at(position));
        return inside && reading.touchesBefore(position);
    }

    private static boolean latin(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private void addNumbers(Reading reading, Pieces pieces) {
        int start = -1;
        for (int i = 0; i <= reading.length(); i++) {
            boolean part = i < reading.length() && Numbers.isPart(reading.at(i));
            if (part && start < 0) {
                start = i;
            } else if (!part && start >= 0) {
                pieces.add(Vocabulary.NUMBER, traits[Vocabulary.NUMBER], start, i);
                start = -1;
            }
        }
    }
}
