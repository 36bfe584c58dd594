package io.m6flow.job.writing;

import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first, plain checks of a text: nothing there, the same again and again, signs that no reader wants. */
final class BasicChecks {
    private static final int SHORT = 6;

    /** The same four or more characters, at once again and once more. */
    private static final Pattern REPETITION = Pattern.compile("(.{4,20}?)[，。、！？,.!? ]?\\1[，。、！？,.!? ]?\\1");

    private static final int LONG_WORD = 12;

    /** Stands where a decoder found no sign. */
    private static final int REPLACEMENT = 0xFFFD;

    private BasicChecks() {}

    /**
     * What is to be noticed about the text.
     *
     * @param pieces those of the text
     * @param source what it was written from: long Latin words that stand there are no garbage
     */
    static List<Finding> findings(Kind kind, String text, Pieces pieces, Supplier<String> source) {
        if (text.isBlank()) {
            return List.of(finding("EMPTY", 0, text.length(), Severity.ERROR, "the text is empty"));
        }
        List<Finding> findings = new ArrayList<>();
        if ((kind == Kind.REASON || kind == Kind.SUMMARY) && text.strip().length() < SHORT) {
            findings.add(finding("TOO_SHORT", 0, text.length(), Severity.WARNING, "the text is very short"));
        }
        // Few texts repeat anything, and looking closely takes long.
        if (pieces.oneComesThrice()) {
            addRepetitions(text, findings);
        }
        addSigns(text, findings);
        addLatinWords(text, source, findings);
        return findings;
    }

    private static void addRepetitions(String text, List<Finding> findings) {
        Matcher matcher = REPETITION.matcher(text);
        while (matcher.find()) {
            findings.add(finding(
                    "REPETITION",
                    matcher.start(),
                    matcher.end(),
                    Severity.WARNING,
                    "the same words stand three times in a row"));
        }
    }

    private static void addSigns(String text, List<Finding> findings) {
        for (int at = 0; at < text.length(); ) {
            int sign = text.codePointAt(at);
            int end = at + Character.charCount(sign);
            if (cannotBeShown(sign)) {
                findings.add(finding("GARBAGE", at, end, Severity.ERROR, "a sign that cannot be shown"));
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

    private static void addLatinWords(String text, Supplier<String> source, List<Finding> findings) {
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && isLatin(text.charAt(end))) {
                end++;
            }
            if (end - start >= LONG_WORD && !source.get().contains(text.substring(start, end))) {
                findings.add(
                        finding("GARBAGE", start, end, Severity.WARNING, "a Latin word that the source does not hold"));
            }
            start = end + 1;
        }
    }

    private static boolean isLatin(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }

    private static Finding finding(String rule, int start, int end, Severity severity, String message) {
        return Finding.newBuilder()
                .setRule(rule)
                .setStart(start)
                .setEnd(end)
                .setSeverity(severity)
                .setMessage(message)
                .build();
    }
}
