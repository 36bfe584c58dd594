package io.m6flow.generator.fact;

import java.util.BitSet;

/** Letters and digits of a text without the marks between them. */
final class Letters {
    private static final String NUMERALS = "零〇一二三四五六七八九十百千万亿两幺半点0123456789";

    private final String letters;

    /** Where in them a mark stood before the letter. */
    private final BitSet marks;

    private Letters(String letters, BitSet marks) {
        this.letters = letters;
        this.marks = marks;
    }

    static Letters of(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        BitSet marks = new BitSet();
        for (int at = 0; at < text.length(); at++) {
            if (Character.isLetterOrDigit(text.charAt(at))) {
                letters.append(text.charAt(at));
            } else {
                marks.set(letters.length());
            }
        }
        return new Letters(letters.toString(), marks);
    }

    /**
     * Whether a mention of another text stands here word for word, whatever the marks. Right beside it there stands no
     * numeral that does not stand beside it there too: 二十九 does not stand in 一百二十九.
     */
    boolean hold(String plain, Mention mention) {
        String words = of(plain.substring(mention.start(), mention.end())).letters;
        char before = letterFrom(plain, mention.start() - 1, -1);
        char after = letterFrom(plain, mention.end(), 1);
        for (int at = letters.indexOf(words); at >= 0; at = letters.indexOf(words, at + 1)) {
            int end = at + words.length();
            boolean begins = marks.get(at) || fits(Plain.at(letters, at - 1), before);
            if (begins && (marks.get(end) || fits(Plain.at(letters, end), after))) {
                return true;
            }
        }
        return false;
    }

    /** The first letter or digit from a place on in this direction; a blank where the text ends before one. */
    private static char letterFrom(String plain, int start, int step) {
        int at = start;
        while (at >= 0 && at < plain.length() && !Character.isLetterOrDigit(plain.charAt(at))) {
            at += step;
        }
        return Plain.at(plain, at);
    }

    private static boolean fits(char here, char there) {
        return here == there || NUMERALS.indexOf(here) < 0;
    }
}
