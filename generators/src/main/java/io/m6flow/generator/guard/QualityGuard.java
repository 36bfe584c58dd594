package io.m6flow.generator.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Notices what no reader wants, whatever the text says.
 *
 * <ul>
 *   <li>EMPTY, an error: not one letter or digit; nothing else is noticed of such a text.
 *   <li>TOO_SHORT, TOO_LONG, warnings: outside the {@link Lengths} of its kind.
 *   <li>REPETITION, a warning: the same words three times in a row.
 *   <li>GARBAGE: signs that cannot be shown, an error; long Latin words that the source does not hold, a warning.
 *   <li>LEAK, an error: a model's control tokens, or what it was told.
 *   <li>TRUNCATED, a warning where the text breaks off; good to know where only its last mark is missing.
 *   <li>PUNCTUATION, a warning: heaps of marks, or one at the beginning.
 * </ul>
 *
 * Safe for use by many threads.
 */
public final class QualityGuard implements Guard {
    private static final List<Guard> CHECKS = List.of(
            new LengthGuard(),
            new RepetitionGuard(),
            new GarbageGuard(),
            new LeakGuard(),
            new EndingGuard(),
            new PunctuationGuard());

    @Override
    public List<Finding> check(Draft draft) {
        String text = draft.text();
        if (!holdsLetter(text)) {
            return List.of(new Finding("EMPTY", 0, text.length(), Severity.ERROR, "没有内容", null));
        }
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.check(draft)));
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    private static boolean holdsLetter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isLetterOrDigit(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }
}
