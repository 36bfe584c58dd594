package io.m6flow.job.writing;

import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first, plain checks of a text: nothing there, the same again and again, signs that no reader wants. */
final class BasicChecks {
    private static final int SHORT = 6;

    /** The same four or more characters, at once again and once more. */
    private static final Pattern REPETITION = Pattern.compile("(.{4,20}?)[，。、！？,.!? ]?\\1[，。、！？,.!? ]?\\1");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\uFFFD\\p{Cs}\\p{Co}]");

    private static final Pattern LATIN = Pattern.compile("[A-Za-z]{12,}");

    private BasicChecks() {}

    /**
     * What is to be noticed about the text.
     *
     * @param source what it was written from: long Latin words that stand there are no garbage
     */
    static List<Finding> findings(Kind kind, String text, String source) {
        if (text.isBlank()) {
            return List.of(finding("EMPTY", 0, text.length(), Severity.ERROR, "the text is empty"));
        }
        List<Finding> findings = new ArrayList<>();
        if ((kind == Kind.REASON || kind == Kind.SUMMARY) && text.strip().length() < SHORT) {
            findings.add(finding("TOO_SHORT", 0, text.length(), Severity.WARNING, "the text is very short"));
        }
        // Few texts repeat anything, and looking closely takes long.
        if (Pieces.of(text).oneComesThrice()) {
            each(
                    REPETITION,
                    text,
                    m -> findings.add(finding(
                            "REPETITION",
                            m.start(),
                            m.end(),
                            Severity.WARNING,
                            "the same words stand three times in a row")));
        }
        each(
                CONTROL,
                text,
                m -> findings.add(
                        finding("GARBAGE", m.start(), m.end(), Severity.ERROR, "a sign that cannot be shown")));
        each(LATIN, text, m -> {
            if (!source.contains(m.group())) {
                findings.add(finding(
                        "GARBAGE", m.start(), m.end(), Severity.WARNING, "a Latin word that the source does not hold"));
            }
        });
        return findings;
    }

    private static void each(Pattern pattern, String text, Consumer<Matcher> action) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            action.accept(matcher);
        }
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
