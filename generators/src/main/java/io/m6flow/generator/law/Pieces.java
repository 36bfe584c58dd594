package io.m6flow.generator.law;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The words found in a reading, each where it begins and where it ends. A piece is known by its number, in the order of
 * being found. Confined to one thread.
 */
final class Pieces {
    private static final int NONE = -1;

    /** What is known of a piece lies side by side. */
    private static final int WORD = 0;

    private static final int START = 1;
    private static final int END = 2;
    private static final int NEXT_AT_START = 3;
    private static final int NEXT_AT_END = 4;
    private static final int FIELDS = 5;

    private final Reading reading;
    private final int[] firstAtStart;
    private final int[] firstAtEnd;
    /** The traits of all that begins or ends at a place: most questions need no look at the pieces. */
    private final long[] traitsAtStart;

    private final long[] traitsAtEnd;
    private final int words;
    private int[] fields;
    private int count;
    private int longestNumber;

    /** @param words how many a vocabulary has */
    Pieces(Reading reading, int words) {
        this.reading = reading;
        this.words = words;
        traitsAtStart = new long[reading.length() + 1];
        traitsAtEnd = new long[reading.length() + 1];
        firstAtStart = new int[reading.length() + 1];
        firstAtEnd = new int[reading.length() + 1];
        Arrays.fill(firstAtStart, NONE);
        Arrays.fill(firstAtEnd, NONE);
        // About as many as there are characters are found, seldom half as many again.
        fields = new int[FIELDS * (8 + reading.length() * 3 / 2)];
    }

    /** @param traits of the word, as {@link Vocabulary#traits} tells */
    void add(int word, long traits, int start, int end) {
        if (word == Vocabulary.NUMBER) {
            longestNumber = Math.max(longestNumber, end - start);
        }
        int at = FIELDS * count;
        if (at == fields.length) {
            fields = Arrays.copyOf(fields, 2 * at);
        }
        fields[at + WORD] = word;
        fields[at + START] = start;
        fields[at + END] = end;
        fields[at + NEXT_AT_START] = firstAtStart[start];
        fields[at + NEXT_AT_END] = firstAtEnd[end];
        traitsAtStart[start] |= traits;
        traitsAtEnd[end] |= traits;
        firstAtStart[start] = count;
        firstAtEnd[end] = count++;
    }

    /** Those that a lawful phrase swallows stay where they are and are no word of any class from now on. */
    void remove(Swallowed swallowed) {
        for (int i = 0; i < count; i++) {
            if (swallowed.holds(start(i), end(i))) {
                fields[FIELDS * i + WORD] = words;
            }
        }
    }

    interface Swallowed {
        boolean holds(int start, int end);
    }

    Reading reading() {
        return reading;
    }

    int count() {
        return count;
    }

    /** The number of its word, or one more than words have where it was removed. */
    int word(int piece) {
        return fields[FIELDS * piece + WORD];
    }

    int start(int piece) {
        return fields[FIELDS * piece + START];
    }

    int end(int piece) {
        return fields[FIELDS * piece + END];
    }

    /** A piece that begins here, negative if none does that has this trait. */
    int firstAtStart(int position, long trait) {
        return (traitsAtStart[position] & trait) == 0 ? NONE : firstAtStart[position];
    }

    /** Another one that begins at the same place, negative if there is none. */
    int nextAtStart(int piece) {
        return fields[FIELDS * piece + NEXT_AT_START];
    }

    /** A piece that ends before this character, negative if none does that has this trait. */
    int firstAtEnd(int position, long trait) {
        return (traitsAtEnd[position] & trait) == 0 ? NONE : firstAtEnd[position];
    }

    /** Another one that ends at the same place, negative if there is none. */
    int nextAtEnd(int piece) {
        return fields[FIELDS * piece + NEXT_AT_END];
    }

    /** Characters. */
    int longestNumber() {
        return longestNumber;
    }

    /**
     * Whether one of these words begins from one place to another, or to the end of the text.
     *
     * @param trait of their class
     */
    boolean anyBegins(BitSet some, long trait, int from, int to) {
        int last = Math.min(to, firstAtStart.length - 1);
        for (int at = from; at <= last; at++) {
            for (int piece = firstAtStart(at, trait); piece >= 0; piece = nextAtStart(piece)) {
                if (some.get(word(piece))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether one of these words ends from one place, or the beginning of the text, to another. */
    boolean anyEnds(BitSet some, long trait, int from, int to) {
        for (int at = Math.max(0, from); at <= to; at++) {
            for (int piece = firstAtEnd(at, trait); piece >= 0; piece = nextAtEnd(piece)) {
                if (some.get(word(piece))) {
                    return true;
                }
            }
        }
        return false;
    }
}
