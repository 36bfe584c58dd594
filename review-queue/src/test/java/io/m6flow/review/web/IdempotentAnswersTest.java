package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IdempotentAnswersTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final IdempotentAnswers answers = new IdempotentAnswers(new ReferenceAnswers(clock, AnswerLimits.DEFAULT));
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void worksOncePerKeyUntilADayHasPassed() {
        Answer first = answers.answer("ann", "k", "f", this::work);
        assertThat(answers.answer("ann", "k", "f", this::work)).isEqualTo(first);

        clock.advance(IdempotentAnswers.KEPT);

        assertThat(answers.answer("ann", "k", "f", this::work)).isNotEqualTo(first);
        assertThat(done).hasValue(2);
    }

    @Test
    void triesAgainAfterAFaultOfOurs() {
        Supplier<Answer> failing = () -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> answers.answer("ann", "k", "f", failing)).hasMessage("broken");

        assertThat(answers.answer("ann", "k", "f", this::work).status()).isEqualTo(200);
    }

    @Test
    void refusesARepeatWhileTheFirstIsBeingAnswered() {
        Supplier<Answer> slow = () -> {
            assertThatThrownBy(() -> answers.answer("ann", "k", "f", this::work))
                    .hasMessageContaining("in a moment");
            return work();
        };

        assertThat(answers.answer("ann", "k", "f", slow).status()).isEqualTo(200);
        assertThat(done).hasValue(1);
    }

    @Test
    void refusesAKeyThatNamedAnotherRequest() {
        answers.answer("ann", "k", "f", this::work);

        assertThatThrownBy(() -> answers.answer("ann", "k", "g", this::work)).hasMessageContaining("another request");
        assertThat(answers.answer("ann", "k2", "g", this::work).status()).isEqualTo(200);
        assertThat(answers.answer("bo", "k", "g", this::work).status()).isEqualTo(200);
    }

    @Test
    void keepsAnAnswerAsItWas() {
        Answer answer = new Answer(
                412,
                "application/problem+json",
                JsonNodeFactory.instance.objectNode().put("a", "“引号”\n"),
                7);

        assertThat(Answer.read(answer.written())).isEqualTo(answer);
    }

    private Answer work() {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("done", done.incrementAndGet()));
    }
}
