package io.m6flow.review;

/** The queue could not be reached or did not answer; the call may or may not have taken effect and can be repeated. */
public final class ReviewQueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReviewQueueException(String message, Throwable cause) {
        super(message, cause);
    }
}
