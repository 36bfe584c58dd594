package io.m6flow.launcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Points in time as people write them. */
final class Moment {
    private Moment() {}

    /**
     * A day such as 2026-01-31, which means its beginning in UTC, or a moment such as 2026-01-31T08:00:00+08:00.
     *
     * @param what names it in the complaint
     * @throws IllegalArgumentException if it is neither
     */
    static Instant read(String what, String written) {
        try {
            return written.contains("T")
                    ? OffsetDateTime.parse(written).toInstant()
                    : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(what + " must be a day such as 2026-01-31, or a moment such as"
                    + " 2026-01-31T08:00:00Z, was \"" + written + "\"");
        }
    }

    /** The same of a flag. */
    static Instant ofFlag(String flag, String written) {
        try {
            return read(flag, written);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
