package io.m6flow.review.web;

import java.time.Duration;

class ReferenceAnswersTest extends AnswerStoreContract {
    private final AdjustableClock clock = new AdjustableClock();

    @Override
    protected AnswerStore open(AnswerLimits limits) {
        return new ReferenceAnswers(clock, limits);
    }

    @Override
    protected void letPass(Duration time) {
        clock.advance(time);
    }
}
