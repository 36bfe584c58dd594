package io.m6flow.generator.law;

import java.util.Arrays;

/**
 * The words found in a reading, each where it begins. A piece is known by its number, in the order of being found.
 * Confined to one thread.
 */
final class Pieces {
    private static final int NONE = -1;

    private final Reading reading;
    private final int[] firstAt;
    private int[] words;
    private int[] starts;
    private int[] ends;
    private int[] nextAtStart;
    private int count;

    Pieces(Reading reading) {
        this.reading = reading;
        firstAt = new int[reading.length() + 1];
        Arrays.fill(firstAt, NONE);
        // About as many as there are characters are found, seldom half as many again.
        int size = 8 + reading.length() * 3 / 2;
        words = new int[size];
        starts = new int[size];
        ends = new int[size];
        nextAtStart = new int[size];
    }

    void add(int word, int start, int end) {
        if (count == words.length) {
            grow();
        }
        words[count] = word;
        starts[count] = start;
        ends[count] = end;
        nextAtStart[count] = firstAt[start];
        firstAt[start] = count++;
    }

    private void grow() {
        int size = 2 * count;
        words = Arrays.copyOf(words, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        nextAtStart = Arrays.copyOf(nextAtStart, size);
    }

    /** Takes out those that a lawful phrase swallows; the others are numbered anew. */
    void remove(Swallowed swallowed) {
        Arrays.fill(firstAt, NONE);
        int found = count;
        count = 0;
        for (int i = 0; i < found; i++) {
            if (!swallowed.holds(starts[i], ends[i])) {
                add(words[i], starts[i], ends[i]);
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

    int word(int piece) {
        return words[piece];
    }

    int start(int piece) {
        return starts[piece];
    }

    int end(int piece) {
        return ends[piece];
    }

    /** A piece that begins here, negative if none does. */
    int firstAt(int position) {
        return firstAt[position];
    }

    /** Another one that begins at the same place, negative if there is none. */
    int nextAtStart(int piece) {
        return nextAtStart[piece];
    }
}
