package io.m6flow.review;

import java.util.List;
import java.util.regex.Pattern;

/** The words that a reviewer's reasons quote in 「」, 『』, “” or "". */
final class QuotedWords {
    private static final Pattern QUOTED = Pattern.compile("「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|\"([^\"]+)\"");

    private QuotedWords() {}

    /**
     * Those of them that stand in the text. The others are left alone: a reviewer may quote what should stand there
     * instead.
     */
    static List<String> of(List<String> reasons, String text) {
        return reasons.stream()
                .flatMap(reason -> QUOTED.matcher(reason).results())
                .map(found ->
                        found.group().substring(1, found.group().length() - 1).strip())
                .filter(word -> !word.isEmpty() && word.length() <= Verdict.SendBack.MAX_WORD_CHARACTERS)
                .filter(text::contains)
                .distinct()
                .toList();
    }
}
