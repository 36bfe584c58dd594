package io.m6flow.sink.webhook;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.util.Set;

/**
 * What an endpoint is told. An empty set means all.
 *
 * @param types of events, such as {@code decision.approved} and {@code content.published}
 * @param tenants whose content it is about
 */
public record Subscription(Set<String> types, Set<TenantId> tenants, Set<Kind> kinds) {
    public static final Subscription EVERYTHING = new Subscription(Set.of(), Set.of(), Set.of());

    public Subscription {
        types = Set.copyOf(types);
        tenants = Set.copyOf(tenants);
        kinds = Set.copyOf(kinds);
    }

    /** Whether it covers an event of this type about content of this tenant and kind. */
    public boolean wants(String type, TenantId tenant, Kind kind) {
        return (types.isEmpty() || types.contains(type))
                && (tenants.isEmpty() || tenants.contains(tenant))
                && (kinds.isEmpty() || kinds.contains(kind));
    }

    public Subscription withTypes(Set<String> newTypes) {
        return new Subscription(newTypes, tenants, kinds);
    }

    public Subscription withTenants(Set<TenantId> newTenants) {
        return new Subscription(types, newTenants, kinds);
    }

    public Subscription withKinds(Set<Kind> newKinds) {
        return new Subscription(types, tenants, newKinds);
    }
}
