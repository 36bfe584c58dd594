package io.m6flow.job.event;

import io.m6flow.schema.DeadLetterReason;

/**
 * Why an event, or the writing for it, came to nothing.
 *
 * @param message what is wrong, where, and what to do; never the text itself
 * @param attempts how often it was tried, at least 1
 */
public record Rejection(DeadLetterReason reason, String message, int attempts) {
    private static final int MAX_MESSAGE = 1000;

    public Rejection {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
        }
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE);
        }
    }

    public Rejection(DeadLetterReason reason, String message) {
        this(reason, message, 1);
    }
}
