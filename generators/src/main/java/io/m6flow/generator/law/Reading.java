package io.m6flow.generator.law;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A text as the lexicon reads it, with the way back to where each character stood. Positions are of the reading unless
 * said otherwise. Immutable once read.
 */
final class Reading {
    /** Longer quotations are speech, not names. */
    private static final int QUOTATION = 12;

    /** What a character does to a quotation. */
    private enum Quote {
        NONE,
        OPENS,
        CLOSES,
        /** Whichever is due. */
        EITHER
    }

    private char[] characters;
    private int[] starts;
    private int[] ends;
    private int length;
    private final BitSet quoted = new BitSet();
    private int[] clauseEnds = {};
    private int[] sentenceEnds = {};

    private Reading(int size) {
        characters = new char[size];
        starts = new int[size];
        ends = new int[size];
    }

    static Reading of(String text, Glyphs glyphs) {
        Reading reading = new Reading(text.length() + 8);
        reading.read(text, glyphs);
        reading.findEnds();
        return reading;
    }

    char[] characters() {
        return Arrays.copyOf(characters, length);
    }

    int length() {
        return length;
    }

    char at(int position) {
        return characters[position];
    }

    /** Where the character stood in the text, in UTF-16 units. */
    int startInText(int position) {
        return starts[position];
    }

    /** After the character in the text, in UTF-16 units. */
    int endInText(int position) {
        return ends[position];
    }

    /** Whether nothing stood between this character and the one before. */
    boolean touchesBefore(int position) {
        return position > 0 && ends[position - 1] == starts[position];
    }

    /** The first sign from here that ends a clause; the length if there is none. */
    int clauseEnd(int position) {
        return clauseEnds[position];
    }

    int sentenceEnd(int position) {
        return sentenceEnds[position];
    }

    boolean quoted(int from, int to) {
        return quoted.nextClearBit(from) >= to;
    }

    private void read(String text, Glyphs glyphs) {
        int opened = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            Quote quote = quote(c);
            if (quote != Quote.NONE) {
                boolean closes = quote == Quote.CLOSES || (quote == Quote.EITHER && opened >= 0);
                if (closes && opened >= 0 && length - opened <= QUOTATION) {
                    quoted.set(opened, length);
                }
                opened = closes ? -1 : length;
            } else if (isDot(c)) {
                if (isPoint(text, i)) {
                    append('.', i, next);
                }
            } else if (!joins(text, i, c)) {
                append(c, glyphs, i, next);
            }
            i = next;
        }
    }

    private static Quote quote(int c) {
        return switch (c) {
            case '“', '「', '『', '《', '【', '‘' -> Quote.OPENS;
            case '”', '」', '』', '》', '】', '’' -> Quote.CLOSES;
            case '"', '\'', '＂', '＇' -> Quote.EITHER;
            default -> Quote.NONE;
        };
    }

    private void append(int c, Glyphs glyphs, int start, int end) {
        char one = glyphs.one(c);
        if (one != Glyphs.MANY) {
            append(one, start, end);
            return;
        }
        String many = glyphs.of(c);
        for (int k = 0; k < many.length(); k++) {
            append(many.charAt(k), start, end);
        }
    }

    private void append(char read, int start, int end) {
        if (length == characters.length) {
            grow();
        }
        characters[length] = read;
        starts[length] = start;
        ends[length++] = end;
    }

    /** One character may be read as many: ㈱, ㎏. */
    private void grow() {
        int size = characters.length * 2;
        characters = Arrays.copyOf(characters, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
    }

    /** A comma within a number; a colon before a price, as in 原价：199. */
    private static boolean joins(String text, int i, int c) {
        if (i + 1 == text.length()) {
            return false;
        }
        char after = text.charAt(i + 1);
        return ((c == ':' || c == '：') && Numbers.isPart(after))
                || (c == ',' && i > 0 && digit(text.charAt(i - 1)) && digit(after));
    }

    private static boolean isDot(int c) {
        return c == '.' || c == '．';
    }

    private static boolean isPoint(String text, int i) {
        return i > 0 && i + 1 < text.length() && digit(text.charAt(i - 1)) && digit(text.charAt(i + 1));
    }

    private static boolean digit(char c) {
        return (c >= '0' && c <= '9') || (c >= '０' && c <= '９');
    }

    private void findEnds() {
        clauseEnds = new int[length + 1];
        sentenceEnds = new int[length + 1];
        clauseEnds[length] = length;
        sentenceEnds[length] = length;
        for (int i = length - 1; i >= 0; i--) {
            boolean sentence = characters[i] == Glyphs.SENTENCE;
            sentenceEnds[i] = sentence ? i : sentenceEnds[i + 1];
            clauseEnds[i] = sentence || characters[i] == Glyphs.CLAUSE ? i : clauseEnds[i + 1];
        }
    }
}
