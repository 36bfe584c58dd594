package io.m6flow.review.redis;

import io.m6flow.review.HistoryEntry;
import java.time.Instant;

/** Reads what note() in shared.lua writes: {@code millis|what|who|note}; a name may hold no bar, a note may. */
final class StoredHistory {
    private static final int FIELDS = 4;

    private StoredHistory() {}

    static HistoryEntry read(byte[] stored) {
        String[] fields = Bytes.text(stored).split("\\|", FIELDS);
        return new HistoryEntry(
                Instant.ofEpochMilli(Long.parseLong(fields[0])),
                HistoryEntry.Event.valueOf(fields[1]),
                fields[2],
                fields[3]);
    }
}
