package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text to try a pattern: where one of its rarest words stands, and near it one of its second rarest. That leaves
 * nearly all patterns alone in nearly all texts. Immutable.
 */
final class Trial {
    /** About as many characters as numbers have. */
    private static final int NUMBER = 3;

    /**
     * An element without which the pattern does not match.
     *
     * @param start how far behind the beginning of the pattern it begins at the most
     * @param end how far behind the beginning of the pattern it ends at the most
     */
    private record Wanted(int place, int words, Span start, Span end) {
        boolean isBefore(Wanted other) {
            return place < other.place;
        }

        /** How many characters stand between this one and another, at the most. */
        Span between(Wanted other) {
            return isBefore(other) ? other.start.minus(end) : start.minus(other.end);
        }
    }

    /** The words that call for a trial, and whether the pattern begins with them. */
    private final BitSet anchors;

    private final boolean isFirst;

    /** What else must stand near; null where a single word makes the pattern. In its parts, for it is asked for often. */
    private final @Nullable BitSet second;

    private final long trait;
    private final boolean isLater;
    private final int characters;
    private final int numbers;

    private final BitSet first;
    private final long traitOfFirst;
    private final Span toFirst;

    /** @param vocabulary complete */
    Trial(Pattern pattern, Vocabulary vocabulary, Looks looks) {
        List<Wanted> wanted = wanted(pattern, vocabulary, looks);
        Wanted beginning = wanted.get(0);
        Wanted rarest = wanted.stream()
                .min(Comparator.comparingDouble(each -> looks.commonness(vocabulary.members(each.words()))))
                .orElse(beginning);
        Wanted near = wanted.stream()
                .filter(each -> each.place() != rarest.place())
                .min(Comparator.comparingDouble(each -> looks.commonness(vocabulary.members(each.words()))
                        * (1 + rarest.between(each).in(NUMBER))))
                .orElse(null);
        anchors = vocabulary.members(rarest.words());
        isFirst = rarest.place() == 0;
        second = near == null ? null : vocabulary.members(near.words());
        trait = near == null ? 0 : Vocabulary.trait(near.words());
        isLater = near != null && rarest.isBefore(near);
        Span toSecond = near == null ? Span.NONE : rarest.between(near);
        characters = toSecond.characters();
        numbers = toSecond.numbers();
        first = vocabulary.members(beginning.words());
        traitOfFirst = Vocabulary.trait(beginning.words());
        toFirst = rarest.between(beginning);
    }

    private static List<Wanted> wanted(Pattern pattern, Vocabulary vocabulary, Looks looks) {
        List<Wanted> wanted = new ArrayList<>();
        Span end = Span.NONE;
        for (Element element : pattern.elements()) {
            if (element.kind() != Element.Kind.FORBIDDEN && element.words() != Element.END) {
                Span start = end.plus(new Span(element.gap(), 0));
                end = start.plus(looks.longest(vocabulary.members(element.words())));
                if (element.kind() == Element.Kind.REQUIRED) {
                    wanted.add(new Wanted(wanted.size(), element.words(), start, end));
                }
            }
        }
        return wanted;
    }

    /** The words that call for a trial. */
    BitSet anchors() {
        return anchors;
    }

    /** Adds the pieces with which the pattern may begin if this one is its anchor; some may be there already. */
    void addBeginnings(int anchor, Pieces pieces, int rule, Attempts attempts) {
        if (second != null && !stands(second, anchor, pieces)) {
            return;
        }
        if (isFirst) {
            attempts.add(anchor, rule);
            return;
        }
        int start = pieces.start(anchor);
        for (int at = Math.max(0, start - toFirst.in(pieces.longestNumber())); at <= start; at++) {
            for (int piece = pieces.firstAtEnd(at, traitOfFirst); piece >= 0; piece = pieces.nextAtEnd(piece)) {
                if (first.get(pieces.word(piece))) {
                    attempts.add(piece, rule);
                }
            }
        }
    }

    private boolean stands(BitSet words, int anchor, Pieces pieces) {
        int distance = characters + numbers * pieces.longestNumber();
        if (isLater) {
            int end = pieces.end(anchor);
            return pieces.anyBegins(words, trait, end, end + distance);
        }
        int start = pieces.start(anchor);
        return pieces.anyEnds(words, trait, start - distance, start);
    }
}
