package io.m6flow.generator.openai;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Holds a cleaned script to what was said: units of the source in order with some left out, plus punctuation.
 *
 * <p>A unit is a character, or a number or Latin word, which stays whole or goes whole: 一百五十九 never becomes 五十九. Units
 * are compared regardless of case and width and given back as the source spells them. White space is kept between Latin
 * words and numbers only. Immutable.
 */
final class Faithful implements Function<String, Verdict> {
    private static final String MARKS = "，。！？、；：,.!?;:…";
    private static final Pattern UNITS =
            Pattern.compile("[0-9A-Za-z]+(?:\\.[0-9]+)?|[〇零一二两三四五六七八九十百千万亿]+|.", Pattern.DOTALL);
    private static final String CORRECTION = "你的整理里有原文没有的字词，或改变了顺序。请重做：只能从原文删除，并添加标点，其余一字不改。只输出整理后的文字。";

    private final List<String> said;
    private final List<String> folded;

    Faithful(String source) {
        said = units(source);
        folded = said.stream().map(Faithful::fold).toList();
    }

    @Override
    public Verdict apply(String written) {
        StringBuilder out = new StringBuilder(written.length());
        int next = 0;
        int kept = 0;
        boolean space = false;
        for (String unit : units(written)) {
            if (unit.isBlank()) {
                space = true;
                continue;
            }
            int found = find(fold(unit), next);
            if (isMark(unit)) {
                // A mark is taken from the source only where it comes at once: elsewhere it is the model's own.
                next += found == next ? 1 : 0;
                append(out, unit, false);
            } else if (found < 0) {
                return new Verdict.Unfit("the cleaned text is not the source with pieces left out", CORRECTION);
            } else {
                append(out, said.get(found), space);
                next = found + 1;
                kept++;
            }
            space = false;
        }
        return kept == 0
                ? new Verdict.Unfit("the cleaned text holds no word", CORRECTION)
                : new Verdict.Fit(out.toString(), List.of("kept " + kept + " of " + words() + " words"));
    }

    private long words() {
        return said.stream().filter(unit -> !unit.isBlank() && !isMark(unit)).count();
    }

    private int find(String unit, int from) {
        int found = folded.subList(from, folded.size()).indexOf(unit);
        return found < 0 ? -1 : from + found;
    }

    private static void append(StringBuilder out, String unit, boolean space) {
        if (out.isEmpty() && isMark(unit)) {
            return;
        }
        if (space && !out.isEmpty() && isLatin(out.charAt(out.length() - 1)) && isLatin(unit.charAt(0))) {
            out.append(' ');
        }
        out.append(unit);
    }

    private static boolean isLatin(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    private static boolean isMark(String unit) {
        return MARKS.contains(unit);
    }

    private static List<String> units(String text) {
        return UNITS.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String fold(String unit) {
        return Normalizer.normalize(unit, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
