package io.m6flow.review.export;

import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions are wanted.
 *
 * @param since those made then or later
 */
public record Selection(Optional<TenantId> tenant, Optional<Kind> kind, Optional<Instant> since) {
    public static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

    boolean holds(ReviewDecision decision) {
        return tenant.map(it -> it.value().equals(decision.getTenant())).orElse(true)
                && kind.map(it -> it == decision.getKind()).orElse(true)
                && since.map(it -> !decision.getDecidedAt().isBefore(it)).orElse(true);
    }
}
