package io.m6flow.schema.id;

/** Names a product of one merchant. */
public record ProductId(String value) {
    public ProductId {
        Identifiers.checked("productId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
