package io.m6flow.schema.id;

/** The key of every topic but content.published: what carries the same one stays in order. */
public record OrderKey(String value) {
    public static OrderKey of(TenantId tenant, ProductId product) {
        return new OrderKey(tenant + "|" + product);
    }

    public static OrderKey of(TenantId tenant, SessionId session) {
        return new OrderKey(tenant + "|" + session);
    }

    @Override
    public String toString() {
        return value;
    }
}
