package io.m6flow.generator.guard;

import io.m6flow.generator.Attribute;
import java.util.ArrayList;
import java.util.List;

/** Finds signs that cannot be shown, and long Latin words from nowhere. */
final class GarbageGuard implements Guard {
    private static final int LONG_WORD = 12;

    /** Stands where a decoder found no sign. */
    private static final int REPLACEMENT = 0xFFFD;

    @Override
    public List<Finding> check(Draft draft) {
        List<Finding> findings = new ArrayList<>();
        addSigns(draft.text(), findings);
        addLatinWords(draft.text(), draft.source(), findings);
        return findings;
    }

    private static void addSigns(String text, List<Finding> findings) {
        for (int at = 0; at < text.length(); ) {
            if (Han.holds(text.charAt(at))) {
                at++;
                continue;
            }
            int sign = text.codePointAt(at);
            int end = at + Character.charCount(sign);
            if (cannotBeShown(sign)) {
                findings.add(new Finding("GARBAGE", at, end, Severity.ERROR, "无法显示的字符", ""));
            }
            at = end;
        }
    }

    private static boolean cannotBeShown(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL -> sign != '\n';
            case Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> sign == REPLACEMENT;
        };
    }

    private static void addLatinWords(String text, Source source, List<Finding> findings) {
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && isLatin(text.charAt(end))) {
                end++;
            }
            if (end - start >= LONG_WORD && !holds(source, text.substring(start, end))) {
                findings.add(new Finding("GARBAGE", start, end, Severity.WARNING, "资料里没有的外文词", null));
            }
            start = end + 1;
        }
    }

    private static boolean holds(Source source, String word) {
        return source.title().contains(word)
                || source.category().contains(word)
                || source.transcript().contains(word)
                || source.attributes().stream().map(Attribute::value).anyMatch(value -> value.contains(word));
    }

    private static boolean isLatin(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }
}
