package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of which classes a text holds words, so that most rules need not be tried. Only classes that a rule asks for count;
 * each has a number of its own here. Immutable.
 */
final class Presence {
    private final int classes;
    /** Where the classes of a word begin in {@link #classesOfAll}; they end where the next word's begin. */
    private final int[] begins;

    private final int[] classesOfAll;

    /** Collects the classes that rules ask for, while rules are made. Confined to one thread. */
    static final class Asked {
        private final Map<Integer, Integer> numbers = new HashMap<>();

        /** The number of a class of the vocabulary. */
        int number(int words) {
            return numbers.computeIfAbsent(words, w -> numbers.size());
        }
    }

    /** @param vocabulary complete */
    Presence(Asked asked, Vocabulary vocabulary) {
        classes = asked.numbers.size();
        List<List<Integer>> classesOf = new ArrayList<>();
        for (int word = 0; word < vocabulary.size(); word++) {
            classesOf.add(new ArrayList<>());
        }
        asked.numbers.forEach((words, number) -> vocabulary.members(words).stream()
                .forEach(word -> classesOf.get(word).add(number)));
        begins = new int[vocabulary.size() + 1];
        for (int word = 0; word < vocabulary.size(); word++) {
            begins[word + 1] = begins[word] + classesOf.get(word).size();
        }
        classesOfAll = classesOf.stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** For each class, whether one of its words is among the pieces. */
    boolean[] in(Pieces pieces) {
        boolean[] present = new boolean[classes];
        for (int piece = 0; piece < pieces.count(); piece++) {
            int word = pieces.word(piece);
            for (int i = begins[word]; i < begins[word + 1]; i++) {
                present[classesOfAll[i]] = true;
            }
        }
        return present;
    }
}
