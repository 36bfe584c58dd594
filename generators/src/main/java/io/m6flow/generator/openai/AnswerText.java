package io.m6flow.generator.openai;

import io.m6flow.generator.ContentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a text of what a chat model answered: its thinking, quotes and line ends come off, a cut-off end too. */
final class AnswerText {
    private static final Pattern THINKING = Pattern.compile("^\\s*<think>.*?(</think>|$)", Pattern.DOTALL);
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern UP_TO_LAST_SENTENCE = Pattern.compile("^.*[。！？!?…]", Pattern.DOTALL);
    private static final List<String> QUOTES = List.of("“”", "\"\"", "「」", "『』", "‘’", "''", "``");

    private AnswerText() {}

    /** Whether the answer keeps what the task's kind promises. */
    static Verdict judge(Task task, Reply.Answered answer) {
        String text = bare(answer.text());
        if (!answer.cutShort()) {
            return text.isEmpty() ? new Verdict.Unfit("the answer is empty", "你没有写出正文。请直接输出正文。") : form(task, text);
        }
        Matcher whole = UP_TO_LAST_SENTENCE.matcher(text);
        boolean mayEndEarly = task.kind() == ContentKind.REASON || task.kind() == ContentKind.SUMMARY;
        return mayEndEarly && whole.find()
                ? noted(form(task, whole.group()), "cut at the last sentence before the limit of tokens")
                : new Verdict.Unfit(
                        "the answer ran into its limit of " + task.sampling().maxTokens()
                                + " tokens; turn the model's thinking off if it has one",
                        null);
    }

    private static Verdict form(Task task, String text) {
        return task.form().apply(text);
    }

    private static Verdict noted(Verdict verdict, String note) {
        return verdict.fold(
                fit -> {
                    List<String> notes = new ArrayList<>(fit.notes());
                    notes.add(note);
                    return new Verdict.Fit(fit.text(), notes);
                },
                unfit -> unfit);
    }

    private static String bare(String answer) {
        String said = THINKING.matcher(answer).replaceFirst("").strip();
        String line = LINE_END.matcher(said).replaceAll(end -> joint(said, end.start(), end.end()));
        return PlainText.of(unquoted(PlainText.of(line)));
    }

    /** A line end is a space between Latin words and nothing elsewhere. */
    private static String joint(String text, int start, int end) {
        boolean latin = start > 0 && end < text.length() && text.charAt(start - 1) < 0x80 && text.charAt(end) < 0x80;
        return latin ? " " : "";
    }

    /** The text without quotes that stand around all of it. */
    static String unquoted(String text) {
        for (String quotes : QUOTES) {
            boolean around =
                    text.length() > 1 && text.charAt(0) == quotes.charAt(0) && text.endsWith(quotes.substring(1));
            if (around && text.indexOf(quotes.charAt(1), 1) == text.length() - 1) {
                return text.substring(1, text.length() - 1);
            }
        }
        return text;
    }
}
