package io.m6flow.review.web;

import java.time.Duration;

class ReferenceAnswersTest extends AnswerStoreContract {
    private final AdjustableClock clock = new AdjustableClock();

    @Override
    protected AnswerStore open() {
        return new ReferenceAnswers(clock);
    }

    @Override
    protected void letPass(Duration time) {
        clock.advance(time);
    }
}
