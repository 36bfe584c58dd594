package io.m6flow.review;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which items one wants to see; an empty set of kinds and no tenant mean all. */
public record ItemFilter(Optional<TenantId> tenant, Set<Kind> kinds) {
    public static final ItemFilter ALL = new ItemFilter(Optional.empty(), Set.of());

    public ItemFilter {
        kinds = Set.copyOf(kinds);
    }

    public static ItemFilter of(Kind first, Kind... more) {
        return new ItemFilter(Optional.empty(), EnumSet.of(first, more));
    }

    public boolean matches(Kind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }
}
