package io.m6flow.schema.id;

/** Whose content it is: the merchantId of a product, the hostId of a live session. */
public record TenantId(String value) {
    public TenantId {
        Identifiers.checked("tenant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
