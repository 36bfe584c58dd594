package io.m6flow.generator.guard;

import java.util.ArrayList;
import java.util.List;

/** Finds heaps of marks, doubled marks, and a mark at the beginning. */
final class PunctuationGuard implements Guard {
    private static final Signs MARKS = new Signs("!！?？。，,、；;：:~～*#=★☆");
    private static final String NEVER_TWICE = "，,、；;：:。*#";
    private static final String NEVER_FIRST = "，,、；;：:。！!？?";
    private static final int HEAP = 3;

    @Override
    public List<Finding> check(Draft draft) {
        String text = draft.text();
        List<Finding> findings = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            if (!MARKS.has(text.charAt(start))) {
                start++;
                continue;
            }
            int end = start + 1;
            while (end < text.length() && MARKS.has(text.charAt(end))) {
                end++;
            }
            if (isHeap(text, start, end)) {
                String first = start == 0 ? "" : text.substring(start, start + 1);
                findings.add(new Finding("PUNCTUATION", start, end, Severity.WARNING, "标点堆砌或位置不对", first));
            }
            start = end;
        }
        return findings;
    }

    private static boolean isHeap(String text, int start, int end) {
        char first = text.charAt(start);
        boolean doubled = end - start > 1 && NEVER_TWICE.indexOf(first) >= 0 && text.charAt(start + 1) == first;
        return end - start >= HEAP || doubled || (start == 0 && NEVER_FIRST.indexOf(first) >= 0);
    }
}
