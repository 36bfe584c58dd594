package io.m6flow.review.web;

import java.time.Duration;

class ReferenceSessionsTest extends SessionStoreContract {
    private final AdjustableClock clock = new AdjustableClock();

    @Override
    protected SessionStore open() {
        return new ReferenceSessions(clock);
    }

    @Override
    protected void letPass(Duration time) {
        clock.advance(time);
    }
}
