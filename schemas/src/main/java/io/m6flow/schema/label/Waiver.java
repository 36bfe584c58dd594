package io.m6flow.schema.label;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lets a tenant's texts leave without the visible label: a user asked for it, and an agreement says that they label
 * the texts themselves and answer for their use.
 *
 * @param kinds at least one
 * @param requestedBy who asked, in words that will still name them in six months
 * @param agreement where it is agreed
 * @param since from this moment on
 * @param until up to this moment, and not at it; null for as long as the waiver is configured
 */
public record Waiver(
        TenantId tenant,
        Set<Kind> kinds,
        String requestedBy,
        String agreement,
        Instant since,
        @Nullable Instant until) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Waiver {
        Objects.requireNonNull(tenant, "tenant");
        kinds = Set.copyOf(kinds);
        requestedBy = requestedBy.strip();
        agreement = agreement.strip();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("kinds is empty; name those that go without the visible label");
        }
        if (requestedBy.isEmpty() || agreement.isEmpty()) {
            throw new IllegalArgumentException("requestedBy and agreement must say who asked and where it is agreed;"
                    + " without them no label may be left out");
        }
        if (until != null && !until.isAfter(since)) {
            throw new IllegalArgumentException("until must be after since, was " + until + " and " + since);
        }
    }

    boolean holds(TenantId whose, Kind kind, Instant at) {
        return tenant.equals(whose)
                && kinds.contains(kind)
                && !at.isBefore(since)
                && (until == null || at.isBefore(until));
    }
}
