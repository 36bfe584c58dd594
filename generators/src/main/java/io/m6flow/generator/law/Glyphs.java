package io.m6flow.generator.law;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * What each character is read as: one width, one case, simplified, without what only decorates. Immutable.
 *
 * <p>What ends a clause or a sentence stays, as one sign for each; every other sign is dropped, so that
 * nothing that is put between two characters keeps them apart.
 */
final class Glyphs {
    static final char CLAUSE = '，';
    static final char SENTENCE = '。';
    /** Stands for a character that no lexicon holds. */
    static final char OTHER = '\u0001';

    /** Says that a character is read as none or as several. */
    static final char MANY = '\u0000';

    private static final String CLAUSE_SIGNS = ",，、:：‚︐︑";
    private static final String SENTENCE_SIGNS = "。.!?！？；;\n\r\u2028\u2029｡";
    private static final int SIZE = 1 << 16;
    private static final String[] PLAIN = plain();

    private final String[] read;
    /** The same where that is one character; else {@link #MANY}. */
    private final char[] readAsOne = new char[SIZE];

    /** @param lookalikes characters that stand in for another, by the one that is meant */
    Glyphs(Map<String, String> lookalikes) {
        read = PLAIN.clone();
        lookalikes.forEach((meant, others) ->
                others.chars().filter(other -> other != ' ').forEach(other -> read[other] = plain(meant)));
        for (int c = 0; c < SIZE; c++) {
            readAsOne[c] = read[c].length() == 1 ? read[c].charAt(0) : MANY;
        }
    }

    /** The one character that stands for it; {@link #MANY} where {@link #of} must be asked. */
    char one(int codePoint) {
        return codePoint < SIZE ? readAsOne[codePoint] : MANY;
    }

    /** What stands for it; empty for nothing. */
    String of(int codePoint) {
        return codePoint < SIZE ? read[codePoint] : fold(codePoint);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> plain.append(c < SIZE ? PLAIN[c] : fold(c)));
        return plain.toString();
    }

    private static String[] plain() {
        String[] table = new String[SIZE];
        StringBuilder han = new StringBuilder();
        for (int c = 0; c < SIZE; c++) {
            table[c] = fold(c);
            if (ideograph(table[c])) {
                han.append(table[c]).append('\n');
            }
        }
        String[] simplified = Transliterator.getInstance("Traditional-Simplified")
                .transliterate(han.toString())
                .split("\n", -1);
        int next = 0;
        for (int c = 0; c < SIZE; c++) {
            if (ideograph(table[c])) {
                table[c] = simplified[next++];
            }
        }
        return table;
    }

    private static boolean ideograph(String text) {
        return text.length() == 1 && Character.isIdeographic(text.charAt(0));
    }

    private static String fold(int codePoint) {
        if (CLAUSE_SIGNS.indexOf(codePoint) >= 0) {
            return String.valueOf(CLAUSE);
        }
        if (SENTENCE_SIGNS.indexOf(codePoint) >= 0) {
            return String.valueOf(SENTENCE);
        }
        if (codePoint == '%' || codePoint == '％') {
            return "%";
        }
        double value = UCharacter.getUnicodeNumericValue(codePoint);
        if (Character.getType(codePoint) == Character.OTHER_NUMBER && value == (int) value && value >= 0) {
            return String.valueOf((int) value);
        }
        if (Character.getType(codePoint) == Character.SURROGATE) {
            return "";
        }
        return letters(Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT));
    }

    private static String letters(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(c -> kept.append(c < SIZE ? (char) c : OTHER));
        return kept.toString();
    }
}
