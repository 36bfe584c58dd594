package io.m6flow.launcher;

/** The user asked for something that cannot be done; the message is one line that says why and what to do. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
