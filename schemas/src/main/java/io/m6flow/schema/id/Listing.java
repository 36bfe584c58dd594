package io.m6flow.schema.id;

import java.util.Objects;

/**
 * A list of published places that readers follow: a merchant's products, or a live session.
 *
 * @param name unique within the tenant
 */
public record Listing(TenantId tenant, String name) {
    public Listing {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
    }

    public static Listing products(TenantId tenant) {
        return new Listing(tenant, "products");
    }

    public static Listing session(TenantId tenant, SessionId session) {
        return new Listing(tenant, "session:" + session);
    }

    @Override
    public String toString() {
        return tenant + "|" + name;
    }
}
