package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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

    /** A rule with the classes of which the text must hold a word, so that most rules need not be tried. */
    private record Entry<T>(Rule<T> rule, BitSet needs) {}

    private final Vocabulary vocabulary;
    private final List<List<Entry<T>>> byFirstWord = new ArrayList<>();
    /** Of each word, those of the needed classes that it is in. */
    private final List<BitSet> classesOf = new ArrayList<>();

    /** @param vocabulary complete */
    Rules(List<Rule<T>> rules, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (int word = 0; word < vocabulary.size(); word++) {
            byFirstWord.add(List.of());
            classesOf.add(new BitSet());
        }
        BitSet needed = new BitSet();
        for (Rule<T> rule : rules) {
            Entry<T> entry = new Entry<>(rule, needs(rule.pattern()));
            needed.or(entry.needs());
            vocabulary.members(rule.pattern().elements().get(0).words()).stream()
                    .forEach(word -> {
                        List<Entry<T>> more = new ArrayList<>(byFirstWord.get(word));
                        more.add(entry);
                        byFirstWord.set(word, more);
                    });
        }
        needed.stream()
                .forEach(words -> vocabulary.members(words).stream()
                        .forEach(word -> classesOf.get(word).set(words)));
    }

    private static BitSet needs(Pattern pattern) {
        BitSet needs = new BitSet();
        pattern.elements().stream()
                .skip(1)
                .filter(element -> element.kind() == Element.Kind.REQUIRED && element.words() != Element.END)
                .forEach(element -> needs.set(element.words()));
        return needs;
    }

    private BitSet classesIn(Pieces pieces) {
        BitSet words = new BitSet();
        BitSet classes = new BitSet();
        for (int piece = 0; piece < pieces.count(); piece++) {
            if (!words.get(pieces.word(piece))) {
                words.set(pieces.word(piece));
                classes.or(classesOf.get(pieces.word(piece)));
            }
        }
        return classes;
    }

    private static boolean holds(BitSet classes, BitSet needs) {
        for (int words = needs.nextSetBit(0); words >= 0; words = needs.nextSetBit(words + 1)) {
            if (!classes.get(words)) {
                return false;
            }
        }
        return true;
    }

    /** Tells the longest match of each pattern at each piece. */
    void match(Pieces pieces, Match<T> match) {
        BitSet classes = classesIn(pieces);
        for (int piece = 0; piece < pieces.count(); piece++) {
            for (Entry<T> entry : byFirstWord.get(pieces.word(piece))) {
                int end = holds(classes, entry.needs())
                        ? end(entry.rule().pattern().elements(), 1, pieces.end(piece), pieces)
                        : -1;
                if (end >= 0) {
                    match.found(pieces.start(piece), end, entry.rule().meaning());
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
