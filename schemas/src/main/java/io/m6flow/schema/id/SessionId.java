package io.m6flow.schema.id;

/** Names a live session. */
public record SessionId(String value) {
    public SessionId {
        Identifiers.checked("sessionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
