package io.m6flow.review;

import io.m6flow.schema.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the queue goes by.
 *
 * @param lease how long a claim holds
 * @param undoWindow how long a person's decision can be undone before it leaves; live speech leaves at once
 * @param sendBack when a text may be sent back to be written again
 * @param retractAtOnce kinds whose published text is revoked as soon as its facts have changed; the others' stays until
 *     its successor is approved. What was deleted is revoked in any case
 * @param twoPersons kinds whose text leaves only when two different people agree
 * @param keepDecided how long an item stays after its decision, where its text does not stand published; null: for ever
 */
public record QueueRules(
        Duration lease,
        Duration undoWindow,
        SendBackRule sendBack,
        Set<Kind> retractAtOnce,
        Set<Kind> twoPersons,
        @Nullable Duration keepDecided) {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(10);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    /**
     * Leases of five minutes, five seconds to undo; published text stays until there is a better one, and items for
     * thirty days after their decision, as long as content.drafts keeps drafts.
     */
    public static final QueueRules DEFAULT = new QueueRules(
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            SendBackRule.DEFAULT,
            Set.of(),
            Set.of(),
            Duration.ofDays(30));

    public QueueRules {
        Objects.requireNonNull(sendBack, "sendBack");
        retractAtOnce = Set.copyOf(retractAtOnce);
        twoPersons = Set.copyOf(twoPersons);
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("lease must be 10 ms to 1 day, was " + lease);
        }
        if (keepDecided != null && keepDecided.toMillis() < 1) {
            throw new IllegalArgumentException("keepDecided must be at least 1 ms, was " + keepDecided);
        }
        if (undoWindow.isNegative() || undoWindow.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("undoWindow must be 0 to 10 minutes, was " + undoWindow);
        }
    }

    /** How long a decision about a draft of the kind can be undone. */
    public Duration undoWindow(Kind kind) {
        return kind == Kind.SCRIPT || kind == Kind.SUMMARY ? Duration.ZERO : undoWindow;
    }

    public QueueRules withLease(Duration newLease) {
        return new QueueRules(newLease, undoWindow, sendBack, retractAtOnce, twoPersons, keepDecided);
    }

    public QueueRules withUndoWindow(Duration newWindow) {
        return new QueueRules(lease, newWindow, sendBack, retractAtOnce, twoPersons, keepDecided);
    }

    public QueueRules withSendBack(SendBackRule newSendBack) {
        return new QueueRules(lease, undoWindow, newSendBack, retractAtOnce, twoPersons, keepDecided);
    }

    public QueueRules withRetractAtOnce(Set<Kind> kinds) {
        return new QueueRules(lease, undoWindow, sendBack, kinds, twoPersons, keepDecided);
    }

    public QueueRules withTwoPersons(Set<Kind> kinds) {
        return new QueueRules(lease, undoWindow, sendBack, retractAtOnce, kinds, keepDecided);
    }

    /** Another age at which decided items go; null: never. */
    public QueueRules withKeepDecided(@Nullable Duration newAge) {
        return new QueueRules(lease, undoWindow, sendBack, retractAtOnce, twoPersons, newAge);
    }
}
