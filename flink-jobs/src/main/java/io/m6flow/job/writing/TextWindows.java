package io.m6flow.job.writing;

import java.util.ArrayList;
import java.util.List;

/** Cuts a long text into windows, at the ends of sentences where there are any. */
public final class TextWindows {
    private static final String SENTENCE_ENDS = "。！？!?；;\n";
    private static final String PAUSES = "，、,：: ";

    private TextWindows() {}

    /** Pieces of at most {@code limit} characters that make up the text again; no surrogate pair is torn. */
    public static List<String> cut(String text, int limit) {
        List<String> windows = new ArrayList<>();
        int start = 0;
        while (text.length() - start > limit) {
            int end = cutPoint(text, start, start + limit);
            windows.add(text.substring(start, end));
            start = end;
        }
        if (start < text.length()) {
            windows.add(text.substring(start));
        }
        return windows;
    }

    /** After the last sentence in the second half of the window, else after the last pause, else at the limit. */
    private static int cutPoint(String text, int start, int limit) {
        int half = start + (limit - start) / 2;
        int sentence = lastOf(SENTENCE_ENDS, text, half, limit);
        if (sentence > 0) {
            return sentence;
        }
        int pause = lastOf(PAUSES, text, half, limit);
        if (pause > 0) {
            return pause;
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) && limit - 1 > start ? limit - 1 : limit;
    }

    private static int lastOf(String signs, String text, int from, int to) {
        for (int end = to; end > from; end--) {
            if (signs.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return 0;
    }
}
