package io.m6flow.generator.guard;

import java.util.List;

/** Compares a text's length with the {@link Lengths} of its kind. */
final class LengthGuard implements Guard {
    @Override
    public List<Finding> check(Draft draft) {
        String text = draft.text();
        String words = text.strip();
        int length = words.codePointCount(0, words.length());
        Lengths lengths = Lengths.of(draft.kind());
        if (length < lengths.atLeast()) {
            String message = "太短：" + length + " 个字，至少 " + lengths.atLeast() + " 个";
            return List.of(new Finding("TOO_SHORT", 0, text.length(), Severity.WARNING, message, null));
        }
        if (length > lengths.atMost()) {
            int start = text.indexOf(words);
            int tooMuch = start + words.offsetByCodePoints(0, lengths.atMost());
            String message = "太长：" + length + " 个字，最多 " + lengths.atMost() + " 个";
            return List.of(new Finding("TOO_LONG", tooMuch, start + words.length(), Severity.WARNING, message, null));
        }
        return List.of();
    }
}
