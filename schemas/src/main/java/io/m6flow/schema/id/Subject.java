package io.m6flow.schema.id;

/** What content is about: a product, a passage of a session, or a window of a session that is summed up. */
public record Subject(String value) {
    public Subject {
        Identifiers.checked("subject", value);
    }

    public static Subject product(ProductId product) {
        return new Subject(product.value());
    }

    /** A passage is named by the sequence of its first segment. */
    public static Subject passage(SessionId session, long firstSequence) {
        return new Subject(session + "#" + firstSequence);
    }

    /** A summary is named by its window; the one over a whole session is the window "all". */
    public static Subject summary(SessionId session, String window) {
        return new Subject(session + "#" + window);
    }

    @Override
    public String toString() {
        return value;
    }
}
