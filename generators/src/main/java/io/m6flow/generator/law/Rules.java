package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Patterns of one kind, each with what it stands for. Immutable.
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
    private final List<Rule<T>> rules;
    private final Trial[] trials;
    /** Numbers of rules by the word that calls for their trial. */
    private final int[][] calls;
    /** The words that call for any; small, and so always near at hand. */
    private final BitSet calling = new BitSet();

    /** @param vocabulary complete */
    Rules(List<Rule<T>> rules, Vocabulary vocabulary, Looks looks) {
        this.vocabulary = vocabulary;
        this.rules = List.copyOf(rules);
        this.trials = rules.stream()
                .map(rule -> new Trial(rule.pattern(), vocabulary, looks))
                .toArray(Trial[]::new);
        List<List<Integer>> byWord = new ArrayList<>();
        for (int word = 0; word < vocabulary.size(); word++) {
            byWord.add(new ArrayList<>());
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            int number = rule;
            trials[rule].anchors().stream().forEach(word -> byWord.get(word).add(number));
            calling.or(trials[rule].anchors());
        }
        calls = byWord.stream()
                .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Tells the longest match of each pattern at each piece, piece by piece and then in the order of the rules. */
    void match(Pieces pieces, Match<T> match) {
        Attempts attempts = new Attempts();
        for (int piece = 0; piece < pieces.count(); piece++) {
            int word = pieces.word(piece);
            if (calling.get(word)) {
                for (int rule : calls[word]) {
                    trials[rule].addBeginnings(piece, pieces, rule, attempts);
                }
            }
        }
        attempts.sort();
        for (int i = 0; i < attempts.count(); i++) {
            int piece = attempts.piece(i);
            Rule<T> rule = rules.get(attempts.rule(i));
            int end = end(rule.pattern().elements(), 1, pieces.end(piece), pieces);
            if (end >= 0) {
                match.found(pieces.start(piece), end, rule.meaning());
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
            for (int piece = pieces.firstAtStart(at, Vocabulary.trait(element.words()));
                    piece >= 0;
                    piece = pieces.nextAtStart(piece)) {
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
        for (int piece = pieces.firstAtStart(at, Vocabulary.trait(element.words()));
                piece >= 0;
                piece = pieces.nextAtStart(piece)) {
            if (vocabulary.isIn(element.words(), pieces.word(piece))) {
                return true;
            }
        }
        return false;
    }
}
