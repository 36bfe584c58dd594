package io.m6flow.launcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Moments as people give them to commands: a day, or a day with a time. */
final class Moments {
    private Moments() {}

    /** @param option the flag, for the complaint */
    static Instant read(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(option + " must be a day such as 2026-01-31, or a moment such as"
                    + " 2026-01-31T08:00:00Z, was \"" + text + "\"");
        }
    }
}
