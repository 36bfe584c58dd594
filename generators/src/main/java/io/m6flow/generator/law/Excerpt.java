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
    private final int start;
    private final int end;

    private Excerpt(char[] characters, int start, int end) {
        this.characters = characters;
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
        StringBuilder seen = new StringBuilder(end - start + 2).append(BEGIN);
        boolean inNumber = false;
        for (int i = start; i < end; i++) {
            char c = reading.at(i);
            boolean digit = (c >= '0' && c <= '9') || c == '.';
            if (!digit) {
                seen.append(c);
            } else if (!inNumber) {
                seen.append(NUMBER);
            }
            inNumber = digit;
        }
        seen.append(END);
        char[] characters = new char[seen.length()];
        seen.getChars(0, seen.length(), characters, 0);
        return new Excerpt(characters, start, end);
    }

    int length() {
        return characters.length;
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
