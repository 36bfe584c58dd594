package io.m6flow.review;

import java.time.Instant;

/**
 * Something that happened to an item.
 *
 * @param what a {@link Event}
 * @param who a person's or a policy's name; empty where it was nobody
 * @param note more words; empty where there are none
 */
public record HistoryEntry(Instant at, Event what, String who, String note) {

    /** What can happen; the outcomes of a decision have their own names among them. */
    public enum Event {
        ADMITTED,
        CLAIMED,
        RELEASED,
        LEASE_ENDED,
        SKIPPED,
        ESCALATED,
        PROPOSED,
        UNDONE,
        APPROVED,
        EDITED,
        REJECTED,
        SENT_BACK,
        EXPIRED,
        SUPERSEDED,
        REVOKED
    }
}
