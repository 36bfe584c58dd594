package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a reading as {@link ClaimModel} sees it: some sentences in a row, between two marks, every number as one sign.
 * Immutable.
 */
final class Excerpt {
    /** Sentences are looked at together up to here, since a claim and what takes it back often are two. */
    static final int TOGETHER = 80;

    private static final char BEGIN = '^';
    private static final char END = '$';
    private static final char NUMBER = '0';

    private final char[] characters;
    private final int length;
    private final int start;
    private final int end;

    private Excerpt(char[] characters, int length, int start, int end) {
        this.characters = characters;
        this.length = length;
        this.start = start;
        this.end = end;
    }

    /** The whole of a reading, in as few excerpts as may be; sentences are never cut. */
    static List<Excerpt> of(Reading reading) {
        List<Excerpt> excerpts = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (end < reading.length()) {
            int next = Math.min(reading.length(), reading.sentenceEnd(end) + 1);
            if (end > start && next - start > TOGETHER) {
                excerpts.add(cut(reading, start, end));
                start = end;
            }
            end = next;
        }
        if (end > start) {
            excerpts.add(cut(reading, start, end));
        }
        return excerpts;
    }

    private static Excerpt cut(Reading reading, int start, int end) {
        char[] seen = new char[end - start + 2];
        int length = 0;
        seen[length++] = BEGIN;
        boolean inNumber = false;
        for (int i = start; i < end; i++) {
            char c = reading.at(i);
            boolean digit = (c >= '0' && c <= '9') || c == '.';
            if (!digit) {
                seen[length++] = c;
            } else if (!inNumber) {
                seen[length++] = NUMBER;
            }
            inNumber = digit;
        }
        seen[length++] = END;
        return new Excerpt(seen, length, start, end);
    }

    int length() {
        return length;
    }

    char at(int position) {
        return characters[position];
    }

    /** Where it begins in the reading. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
