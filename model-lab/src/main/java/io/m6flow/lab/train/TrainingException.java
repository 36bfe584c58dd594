package io.m6flow.lab.train;

/** Training cannot go on; the message says what is wrong, where, and what to do. */
public final class TrainingException extends RuntimeException {
    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
