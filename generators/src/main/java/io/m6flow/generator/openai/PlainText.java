package io.m6flow.generator.openai;

import java.util.regex.Pattern;

/**
 * Text that any server can take and any check can compare: no control or invisible characters, no halves of surrogate
 * pairs (no encoding carries them), white space as single spaces, letters and digits of normal width.
 */
final class PlainText {
    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private static final Pattern SPACE_BESIDE_CHINESE = Pattern.compile("(?<=[^\\x00-\\x7f]) | (?=[^\\x00-\\x7f])");

    private PlainText() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(PlainText::map).filter(c -> c >= 0).forEach(out::appendCodePoint);
        return SPACES.matcher(out).replaceAll(" ").strip();
    }

    /** The same for recognised speech, where a space between Chinese characters is the recogniser's and says nothing. */
    static String ofSpeech(String text) {
        return SPACE_BESIDE_CHINESE.matcher(of(text)).replaceAll("");
    }

    /** The character that stands in for this one, or -1 where it is dropped. */
    private static int map(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        if (c >= 0xff01 && c <= 0xff5e && Character.isLetterOrDigit(c)) {
            return c - 0xfee0;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> -1;
            default -> c;
        };
    }
}
