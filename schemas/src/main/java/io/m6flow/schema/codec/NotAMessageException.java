package io.m6flow.schema.codec;

/** Bytes were read as a record that they do not hold. */
public final class NotAMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAMessageException(String message) {
        super(message);
    }
}
