package io.m6flow.sink.webhook;

/** The store of intents does not answer; the message says where it is. */
public final class IntentStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntentStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
