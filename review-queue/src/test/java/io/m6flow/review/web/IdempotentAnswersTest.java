package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IdempotentAnswersTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final IdempotentAnswers answers = new IdempotentAnswers(clock);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void worksOncePerKeyUntilADayHasPassed() {
        Answer first = answers.answer("k", "f", this::work);
        assertThat(answers.answer("k", "f", this::work)).isSameAs(first);

        clock.advance(IdempotentAnswers.KEPT);

        assertThat(answers.answer("k", "f", this::work)).isNotEqualTo(first);
        assertThat(done).hasValue(2);
    }

    @Test
    void triesAgainAfterAFaultOfOurs() {
        Supplier<Answer> failing = () -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> answers.answer("k", "f", failing)).hasMessage("broken");

        assertThat(answers.answer("k", "f", this::work).status()).isEqualTo(200);
    }

    @Test
    void refusesARepeatWhileTheFirstIsBeingAnswered() {
        Supplier<Answer> slow = () -> {
            assertThatThrownBy(() -> answers.answer("k", "f", this::work)).hasMessageContaining("in a moment");
            return work();
        };

        assertThat(answers.answer("k", "f", slow).status()).isEqualTo(200);
        assertThat(done).hasValue(1);
    }

    @Test
    void forgetsTheOldestKeyWhenThereAreTooMany() {
        for (int i = 0; i <= IdempotentAnswers.MOST; i++) {
            answers.answer("k" + i, "f", this::work);
        }
        int before = done.get();

        answers.answer("k" + IdempotentAnswers.MOST, "f", this::work);
        assertThat(done).as("the newest is known").hasValue(before);
        answers.answer("k0", "f", this::work);
        assertThat(done).as("the oldest is forgotten").hasValue(before + 1);
    }

    private Answer work() {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("done", done.incrementAndGet()));
    }
}
