package io.m6flow.review.web;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Via;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who is signed in.
 *
 * @param name stands in the audit chain when the principal decides
 * @param tenant the only tenant that the principal sees; empty means all
 */
public record Principal(String name, Role role, Optional<TenantId> tenant) {
    public Principal {
        new Reviewer(name);
    }

    public boolean mayRead(TenantId other) {
        return tenant.isEmpty() || tenant.get().equals(other);
    }

    Reviewer reviewer(Via via) {
        return new Reviewer(name, isLead(), via);
    }

    boolean isLead() {
        return role == Role.LEAD;
    }

    /** What the principal may see of what was asked for; empty if that is nothing. */
    Optional<ItemFilter> narrowed(Optional<TenantId> asked, Set<Kind> kinds) {
        return asked.filter(wanted -> !mayRead(wanted)).isPresent()
                ? Optional.empty()
                : Optional.of(new ItemFilter(asked.or(() -> tenant), kinds));
    }
}
