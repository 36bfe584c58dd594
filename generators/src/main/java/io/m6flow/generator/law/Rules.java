package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of one kind, each with what it stands for, looked up by their first word. Immutable.
 *
 * @param <T> what a pattern stands for
 */
final class Rules<T> {

    /** A pattern and what it stands for. */
    record Rule<T>(Pattern pattern, T meaning) {}

    @FunctionalInterface
    interface Match<T> {
        void found(int start, int end, T meaning);
    }

    /**
     * The rules that begin with one word, and the classes of which a text must hold words, so that most rules need not be
     * tried: of each rule the rarest one, side by side, and all.
     */
    private static final class Beginning<T> {
        final List<Rule<T>> rules = new ArrayList<>();
        final List<int[]> needs = new ArrayList<>();
        int[] rarest = {};

        void add(Rule<T> rule, int[] needed) {
            rules.add(rule);
            needs.add(needed);
            rarest = Arrays.copyOf(rarest, rules.size());
            rarest[rules.size() - 1] = needed.length == 0 ? ANY : needed[0];
        }
    }

    private static final int ANY = -1;

    private final Vocabulary vocabulary;
    /** By word; null where no rule begins with it. */
    private final List<@Nullable Beginning<T>> byFirstWord;

    /**
     * @param vocabulary complete
     * @param asked is told the classes that rules ask for
     */
    Rules(List<Rule<T>> rules, Vocabulary vocabulary, Presence.Asked asked) {
        this.vocabulary = vocabulary;
        this.byFirstWord = new ArrayList<>(Collections.nCopies(vocabulary.size(), null));
        for (Rule<T> rule : rules) {
            int[] needs = needs(rule.pattern(), asked);
            vocabulary.members(rule.pattern().elements().get(0).words()).stream()
                    .forEach(word -> beginning(word).add(rule, needs));
        }
    }

    private Beginning<T> beginning(int word) {
        Beginning<T> known = byFirstWord.get(word);
        if (known != null) {
            return known;
        }
        Beginning<T> beginning = new Beginning<>();
        byFirstWord.set(word, beginning);
        return beginning;
    }

    /** Those with the fewest words first. */
    private int[] needs(Pattern pattern, Presence.Asked asked) {
        return pattern.elements().stream()
                .skip(1)
                .filter(element -> element.kind() == Element.Kind.REQUIRED && element.words() != Element.END)
                .map(Element::words)
                .distinct()
                .sorted(Comparator.comparingInt(
                        words -> vocabulary.members(words).cardinality()))
                .mapToInt(asked::number)
                .toArray();
    }

    private static boolean holds(boolean[] present, int[] needs) {
        for (int words : needs) {
            if (!present[words]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells the longest match of each pattern at each piece.
     *
     * @param present as {@link Presence} tells; more than that does no harm
     */
    void match(Pieces pieces, boolean[] present, Match<T> match) {
        for (int piece = 0; piece < pieces.count(); piece++) {
            Beginning<T> beginning = byFirstWord.get(pieces.word(piece));
            if (beginning != null) {
                matchAt(piece, beginning, pieces, present, match);
            }
        }
    }

    private void matchAt(int piece, Beginning<T> beginning, Pieces pieces, boolean[] present, Match<T> match) {
        int from = pieces.end(piece);
        for (int i = 0; i < beginning.rarest.length; i++) {
            int rarest = beginning.rarest[i];
            if (rarest == ANY || (present[rarest] && holds(present, beginning.needs.get(i)))) {
                Rule<T> rule = beginning.rules.get(i);
                int end = end(rule.pattern().elements(), 1, from, pieces);
                if (end >= 0) {
                    match.found(pieces.start(piece), end, rule.meaning());
                }
            }
        }
    }

    /** Where the rest of a pattern ends at the latest if it goes on from here, negative if it does not. */
    private int end(List<Element> elements, int next, int from, Pieces pieces) {
        if (next == elements.size()) {
            return from;
        }
        Element element = elements.get(next);
        if (element.kind() == Element.Kind.FORBIDDEN) {
            return stands(element, from, pieces) ? -1 : end(elements, next + 1, from, pieces);
        }
        if (element.words() == Element.END) {
            return stands(element, from, pieces) ? end(elements, next + 1, from, pieces) : -1;
        }
        int latest = element.kind() == Element.Kind.OPTIONAL ? end(elements, next + 1, from, pieces) : -1;
        Reading reading = pieces.reading();
        int last = Math.min(
                from + element.gap(), element.acrossClauses() ? reading.sentenceEnd(from) : reading.clauseEnd(from));
        for (int at = from; at <= last; at++) {
            for (int piece = pieces.firstAt(at); piece >= 0; piece = pieces.nextAtStart(piece)) {
                if (vocabulary.isIn(element.words(), pieces.word(piece))) {
                    latest = Math.max(latest, end(elements, next + 1, pieces.end(piece), pieces));
                }
            }
        }
        return latest;
    }

    private boolean stands(Element element, int at, Pieces pieces) {
        if (element.words() == Element.END) {
            return pieces.reading().clauseEnd(at) == at;
        }
        for (int piece = pieces.firstAt(at); piece >= 0; piece = pieces.nextAtStart(piece)) {
            if (vocabulary.isIn(element.words(), pieces.word(piece))) {
                return true;
            }
        }
        return false;
    }
}
