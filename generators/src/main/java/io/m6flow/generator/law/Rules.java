package io.m6flow.generator.law;

import java.util.ArrayList;
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

    private final Vocabulary vocabulary;
    private final List<List<Rule<T>>> byFirstWord = new ArrayList<>();

    /** @param vocabulary complete */
    Rules(List<Rule<T>> rules, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (int word = 0; word < vocabulary.size(); word++) {
            byFirstWord.add(List.of());
        }
        for (Rule<T> rule : rules) {
            vocabulary.members(rule.pattern().elements().get(0).words()).stream()
                    .forEach(word -> {
                        List<Rule<T>> more = new ArrayList<>(byFirstWord.get(word));
                        more.add(rule);
                        byFirstWord.set(word, more);
                    });
        }
    }

    /** Tells the longest match of each pattern at each piece. */
    void match(Pieces pieces, Match<T> match) {
        for (int piece = 0; piece < pieces.count(); piece++) {
            for (Rule<T> rule : byFirstWord.get(pieces.word(piece))) {
                int end = end(rule.pattern().elements(), 1, pieces.end(piece), pieces);
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
