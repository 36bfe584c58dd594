package io.m6flow.generator.openai;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Holds a hint or badge to a piece of the source, which begins and ends inside no Latin word or number, and to its
 * length. Immutable.
 *
 * @param pieces the title and the attribute values
 * @param most characters at most
 */
record WordsOfSource(List<String> pieces, int most) implements Function<String, Verdict> {
    private static final Pattern MARKS = Pattern.compile("[，。！？、；：,.!?;:…]+$");

    WordsOfSource {
        pieces = List.copyOf(pieces);
    }

    @Override
    public Verdict apply(String written) {
        String word =
                AnswerText.unquoted(MARKS.matcher(written).replaceFirst("").strip());
        int length = word.codePointCount(0, word.length());
        if (length == 0 || length > most) {
            return unfit("it has " + length + " characters, not 1 to " + most);
        }
        return pieces.stream().anyMatch(piece -> holds(piece, word))
                ? new Verdict.Fit(word, List.of())
                : unfit("it is no words of the source");
    }

    private Verdict unfit(String why) {
        return new Verdict.Unfit(why, "不合要求。请从 title 或某个 value 里原样截取一段连续的文字，最多 " + most + " 个字，一字不改。只输出这段文字。");
    }

    private static boolean holds(String piece, String word) {
        for (int at = piece.indexOf(word); at >= 0; at = piece.indexOf(word, at + 1)) {
            if (!insideWord(piece, at) && !insideWord(piece, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the border before this index runs through a Latin word or a number. */
    private static boolean insideWord(String piece, int border) {
        return border > 0
                && border < piece.length()
                && isLatin(piece.charAt(border - 1))
                && isLatin(piece.charAt(border));
    }

    private static boolean isLatin(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }
}
