package io.m6flow.generator.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the same words three times in a row: four to twenty characters, at once or after one mark again and once more. */
final class RepetitionGuard implements Guard {
    private static final Signs MARKS = new Signs("，。、！？,.!? ");
    private static final Signs ENDS_OF_LINES = new Signs("\n\r\u0085\u2028\u2029");
    private static final int SHORTEST = 4;
    private static final int LONGEST = 20;

    @Override
    public List<Finding> check(Draft draft) {
        // Few texts repeat anything, and looking closely takes long.
        if (!Pieces.oneMayComeThrice(draft.text())) {
            return List.of();
        }
        String text = draft.text();
        List<Finding> findings = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            Finding finding = repetitionAt(text, start);
            if (finding != null) {
                findings.add(finding);
            }
            start = finding == null ? start + 1 : finding.end();
        }
        return findings;
    }

    /** Of the shortest words from here on that are repeated. */
    private static @Nullable Finding repetitionAt(String text, int start) {
        int end = start;
        for (int length = 1;
                length <= LONGEST && end < text.length() && !ENDS_OF_LINES.has(text.charAt(end));
                length++) {
            end += Character.charCount(text.codePointAt(end));
            int last = length < SHORTEST ? -1 : endOfRepeats(text, start, end, end, 2);
            if (last >= 0) {
                String words = text.substring(start, end);
                return new Finding("REPETITION", start, last, Severity.WARNING, "同样的话连说了三遍", words);
            }
        }
        return null;
    }

    /** Where the words from start to end, that many times again from this place on, end; -1 where they do not stand there. */
    private static int endOfRepeats(String text, int start, int end, int at, int times) {
        if (times == 0) {
            return at;
        }
        int length = end - start;
        boolean marked = at < text.length() && MARKS.has(text.charAt(at));
        if (marked && stands(text, start, end, at + 1)) {
            int last = endOfRepeats(text, start, end, at + 1 + length, times - 1);
            if (last >= 0) {
                return last;
            }
        }
        return stands(text, start, end, at) ? endOfRepeats(text, start, end, at + length, times - 1) : -1;
    }

    /** Whether the words from start to end stand at this place too; mostly the first sign tells. */
    private static boolean stands(String text, int start, int end, int at) {
        return at < text.length()
                && text.charAt(at) == text.charAt(start)
                && text.regionMatches(at, text, start, end - start);
    }
}
