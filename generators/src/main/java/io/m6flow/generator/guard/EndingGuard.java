package io.m6flow.generator.guard;

import io.m6flow.generator.ContentKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds texts that break off: after a comma or a connective, inside brackets, or long before their transcript ends. */
final class EndingGuard implements Guard {
    private static final String GOES_ON = "，、,：:；;（(「『《【[{“‘";
    private static final List<String> CONNECTIVES = List.of(
            "而且", "并且", "或者", "以及", "因为", "所以", "但是", "不但", "不仅", "如果", "虽然", "还有", "比如", "例如", "因此", "通过", "和", "与",
            "及", "或", "把", "被", "让", "将", "使", "从", "而", "是", "在", "更", "很", "也", "就", "都");
    private static final String OPEN = "（(「『《【[{“";
    private static final Signs OPENING = new Signs(OPEN);
    private static final String CLOSED = "）)」』》】]}”";

    /** A phrase needs no last mark. */
    private static final int PHRASE = 24;

    /** A cleaned text may leave out so much of what was said last. */
    private static final int LEFT_OUT_AT_THE_END = 40;

    private static final int LAST_LETTERS = 3;

    @Override
    public List<Finding> check(Draft draft) {
        String text = draft.text().stripTrailing();
        int open = unclosed(text);
        if (open >= 0) {
            return List.of(finding(open, open + 1, Severity.WARNING, "括号或引号没有合上"));
        }
        String cause = cause(draft, text);
        if (cause != null) {
            return List.of(finding(text.length() - 1, text.length(), Severity.WARNING, cause));
        }
        boolean sentences = draft.kind() == ContentKind.REASON || draft.kind() == ContentKind.SUMMARY;
        boolean unmarked = Character.isLetterOrDigit(text.charAt(text.length() - 1));
        return sentences && unmarked && text.length() > PHRASE
                ? List.of(finding(text.length(), text.length(), Severity.INFO, "句末没有标点"))
                : List.of();
    }

    private static @Nullable String cause(Draft draft, String text) {
        if (draft.kind() == ContentKind.SCRIPT) {
            // What was said may itself end in the middle: a passage is cut where it grows too long.
            return goesOnInSpeech(text, draft.source().transcript()) ? "口播后面还有，正文却断了" : null;
        }
        if (GOES_ON.indexOf(text.charAt(text.length() - 1)) >= 0) {
            return "句子没有写完";
        }
        boolean sentences = draft.kind() == ContentKind.REASON || draft.kind() == ContentKind.SUMMARY;
        return sentences && endsInConnective(text) ? "句子没有写完" : null;
    }

    private static boolean endsInConnective(String text) {
        for (String connective : CONNECTIVES) {
            if (text.endsWith(connective)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text's last letters were said, and much after them. */
    private static boolean goesOnInSpeech(String text, String transcript) {
        String last = lastLetters(text, LAST_LETTERS);
        return last.length() == LAST_LETTERS
                && !lastLetters(transcript, LAST_LETTERS + LEFT_OUT_AT_THE_END).contains(last)
                && lastLetters(transcript, transcript.length()).contains(last);
    }

    private static String lastLetters(String text, int most) {
        StringBuilder letters = new StringBuilder();
        for (int at = text.length(); at > 0 && letters.length() < most; ) {
            int letter = text.codePointBefore(at);
            if (Character.isLetterOrDigit(letter)) {
                letters.appendCodePoint(letter);
            }
            at -= Character.charCount(letter);
        }
        return letters.reverse().substring(Math.max(0, letters.length() - most));
    }

    /** The place of a bracket that nothing closes, or -1. */
    private static int unclosed(String text) {
        int[] places = new int[text.length()];
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (OPENING.has(sign)) {
                places[depth++] = at;
            } else if (depth > 0 && CLOSED.indexOf(sign) == OPEN.indexOf(text.charAt(places[depth - 1]))) {
                depth--;
            }
        }
        return depth == 0 ? -1 : places[0];
    }

    private static Finding finding(int start, int end, Severity severity, String message) {
        return new Finding("TRUNCATED", start, end, severity, message, null);
    }
}
