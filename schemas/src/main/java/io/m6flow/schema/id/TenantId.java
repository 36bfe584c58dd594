package io.m6flow.schema.id;

import java.io.Serializable;

/** Whose content it is: the merchantId of a product, the hostId of a live session. */
public record TenantId(String value) implements Serializable {
    private static final long serialVersionUID = 1L;

    public TenantId {
        Identifiers.checked("tenant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
