package io.m6flow.review.recall;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;

/**
 * A published text that a recall found; the text itself stays in the queue.
 *
 * @param decisionId the decision by which it stood published: what stands there by another one is left alone
 * @param cause why it was found
 */
public record FoundText(
        TenantId tenant,
        Kind kind,
        Subject subject,
        ContentId contentId,
        String decisionId,
        long publishSequence,
        Instant publishedAt,
        String cause) {}
