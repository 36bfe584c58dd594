package io.m6flow.review.rebuild;

import io.m6flow.schema.ReviewDecision;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the log, with the one thing that only its draft can tell.
 *
 * @param risky whether anything spoke against the draft, null where the topic no longer keeps it
 */
public record LoggedDecision(
        ReviewDecision decision, @Nullable Boolean risky) {}
