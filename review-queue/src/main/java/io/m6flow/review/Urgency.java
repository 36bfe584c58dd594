package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * Says who needs a person first: the moment by which somebody should have looked, and the earlier goes first. It is the
 * deadline where there is one, else so long after the draft was written as its kind can wait; risk and priority make it
 * earlier. It never moves, so that what has waited long comes before what is new, whatever its kind: nothing starves.
 */
public final class Urgency {
    private static final Duration SCRIPTS_WAIT = Duration.ofSeconds(30);
    private static final Duration SUMMARIES_WAIT = Duration.ofMinutes(5);
    private static final Duration CATALOGUE_WAITS = Duration.ofHours(4);
    private static final long WARNING_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long ERROR_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long PRIORITY_MILLIS = Duration.ofSeconds(1).toMillis();

    private Urgency() {}

    /** Milliseconds since 1970, exact in a double; may be before the draft was written. */
    public static double score(ContentDraft draft) {
        Instant deadline = draft.getDeadline();
        Instant patience = draft.getCreatedAt().plus(patience(draft.getKind()));
        Instant neededBy = deadline == null || patience.isBefore(deadline) ? patience : deadline;
        return neededBy.toEpochMilli() - riskMillis(draft) - draft.getPriority() * PRIORITY_MILLIS;
    }

    private static Duration patience(Kind kind) {
        return switch (kind) {
            case SCRIPT -> SCRIPTS_WAIT;
            case SUMMARY -> SUMMARIES_WAIT;
            default -> CATALOGUE_WAITS;
        };
    }

    private static long riskMillis(ContentDraft draft) {
        long raw = draft.getOrigin() == DraftOrigin.RAW_TRANSCRIPT ? WARNING_MILLIS : 0;
        return raw + draft.getFindings().stream().mapToLong(Urgency::riskMillis).sum();
    }

    private static long riskMillis(Finding finding) {
        return switch (finding.getSeverity()) {
            case INFO -> 0;
            case WARNING -> WARNING_MILLIS;
            case ERROR -> ERROR_MILLIS;
        };
    }
}
