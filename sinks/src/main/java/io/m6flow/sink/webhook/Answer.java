package io.m6flow.sink.webhook;

import java.time.Duration;

/**
 * What came of an attempt.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param retryAfter what the answer's header of that name says; zero without one
 * @param trouble why there was no answer; empty if there was one
 */
record Answer(int status, Duration retryAfter, String trouble) {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    static Answer of(int status, Duration retryAfter) {
        return new Answer(status, retryAfter, "");
    }

    static Answer none(String trouble) {
        return new Answer(0, Duration.ZERO, trouble);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isGone() {
        return status == GONE;
    }

    /** How long it asks to be left alone, at most so long. */
    Duration hold(Duration longest) {
        if (status != TOO_MANY_REQUESTS && status != UNAVAILABLE) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(longest) < 0 ? retryAfter : longest;
    }

    String cause() {
        if (!trouble.isEmpty()) {
            return trouble;
        }
        return status / 100 == 3
                ? "it answered " + status + ", and redirects are not followed"
                : "it answered " + status;
    }
}
