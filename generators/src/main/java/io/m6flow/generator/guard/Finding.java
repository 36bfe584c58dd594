package io.m6flow.generator.guard;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a guard noticed.
 *
 * @param rule a stable name in capitals, such as {@code LAW_ABSOLUTE_TERM}; pages and reports group by it
 * @param start UTF-16 position in the text where it begins
 * @param end the position after its last character; as {@code start} where it is about a place or the whole of an empty text
 * @param message what is wrong and why, in Chinese, for a reviewer
 * @param suggestion words that could stand there instead; empty to leave the span out; null where there is no advice
 */
public record Finding(
        String rule,
        int start,
        int end,
        Severity severity,
        String message,
        @Nullable String suggestion) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        if (!NAME.matcher(rule).matches()) {
            throw new IllegalArgumentException("rule must be a name in capitals, was \"" + rule + "\"");
        }
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span must not end before it begins, was " + start + " to " + end);
        }
    }
}
