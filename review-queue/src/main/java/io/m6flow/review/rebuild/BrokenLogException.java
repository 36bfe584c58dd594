package io.m6flow.review.rebuild;

/** The decisions' topic cannot be taken for the truth; the message says where and what to do. */
public final class BrokenLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenLogException(String message) {
        super(message);
    }
}
