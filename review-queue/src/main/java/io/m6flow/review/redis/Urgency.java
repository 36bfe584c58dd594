package io.m6flow.review.redis;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * Says who needs a person first: live kinds before catalogue, then those with a deadline before those
 * without, then the earlier time, a risky draft as if its time were earlier. The lower score goes first.
 */
final class Urgency {
    private static final double RANK = 1e15;
    private static final long WARNING_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long ERROR_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long PRIORITY_MILLIS = Duration.ofSeconds(1).toMillis();

    private Urgency() {}

    /** Whole milliseconds within a rank, exact in a double. */
    static double score(ContentDraft draft) {
        Instant deadline = draft.getDeadline();
        boolean live = draft.getKind() == Kind.SCRIPT || draft.getKind() == Kind.SUMMARY;
        int rank = (live ? 0 : 2) + (deadline != null ? 0 : 1);
        Instant time = deadline != null ? deadline : draft.getCreatedAt();
        return rank * RANK + time.toEpochMilli() - riskMillis(draft) - draft.getPriority() * PRIORITY_MILLIS;
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
