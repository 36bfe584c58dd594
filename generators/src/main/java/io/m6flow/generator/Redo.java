package io.m6flow.generator;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a text that is written again has to heed. A generator does what it can; whoever asks looks with {@link #allows}.
 *
 * @param refused the texts that were sent back, the latest last; at most {@value #MAX_REFUSED}
 * @param without words that the new text may not hold; at most {@value #MAX_WORDS} of {@value #MAX_WORD_CHARACTERS}
 *     characters
 * @param reason why the latest was sent back, in a reviewer's words; at most {@value #MAX_REASON_CHARACTERS} characters
 */
public record Redo(List<String> refused, List<String> without, String reason) {
    public static final int MAX_REFUSED = 20;
    public static final int MAX_WORDS = 60;
    public static final int MAX_WORD_CHARACTERS = 40;
    public static final int MAX_REASON_CHARACTERS = 6_000;

    public Redo {
        refused = List.copyOf(refused);
        without = List.copyOf(without);
        Objects.requireNonNull(reason, "reason");
        atMost("refused texts", refused.size(), MAX_REFUSED);
        atMost("words to leave out", without.size(), MAX_WORDS);
        atMost("characters of the reason", reason.length(), MAX_REASON_CHARACTERS);
        if (without.stream().anyMatch(word -> word.isBlank() || word.length() > MAX_WORD_CHARACTERS)) {
            throw new IllegalArgumentException(
                    "a word to leave out has 1 to " + MAX_WORD_CHARACTERS + " characters and is not blank");
        }
    }

    private static void atMost(String what, int have, int limit) {
        if (have > limit) {
            throw new IllegalArgumentException("there are " + have + " " + what + "; the limit is " + limit);
        }
    }

    /** Whether a text is none of those sent back, nor the first line of one, and holds no word that it may not. */
    public boolean allows(String text) {
        String plain = plain(text);
        return refused.stream()
                        .map(Redo::plain)
                        .noneMatch(before -> before.equals(plain) || before.startsWith(plain + "\n"))
                && without.stream().map(Redo::plain).noneMatch(plain::contains);
    }

    /** The text with all words taken out that a new one may not hold, however they are written. */
    public String cut(String text) {
        String left = text;
        String before;
        do {
            before = left;
            for (String word : without) {
                left = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(left)
                        .replaceAll("");
            }
        } while (!left.equals(before));
        return left;
    }

    /** Width and case make no other text. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
