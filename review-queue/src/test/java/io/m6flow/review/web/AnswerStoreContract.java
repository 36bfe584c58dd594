package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of answers does. */
public abstract class AnswerStoreContract {
    private static final Duration AT_WORK = IdempotentAnswers.AT_WORK;
    private static final Duration KEPT = IdempotentAnswers.KEPT;
    private static final String ANSWER = "{\"text\":\"两行\\n一句\"}\nsecond line";

    private AnswerStore store;

    protected abstract AnswerStore open();

    /** Lets time pass for what is stored. */
    protected abstract void letPass(Duration time);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void givesAKeyToOneWorkerAlone() {
        long granted = IntStream.range(0, 32)
                .parallel()
                .filter(i -> store.begin("k", "f", "worker" + i, AT_WORK).isEmpty())
                .count();

        assertThat(granted).isEqualTo(1);
        assertThat(store.begin("k", "f", "late", AT_WORK))
                .contains(new AnswerStore.Kept("f", null))
                .as("and says that the work is going on");
    }

    @Test
    void keepsTheAnswerForItsTime() {
        store.begin("k", "f", "w", AT_WORK);
        store.keep("k", "f", "w", ANSWER, KEPT);

        letPass(KEPT.minusMinutes(1));
        assertThat(store.begin("k", "other", "w2", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
        letPass(Duration.ofMinutes(1));
        assertThat(store.begin("k", "other", "w2", AT_WORK)).as("forgotten").isEmpty();
    }

    @Test
    void blocksNobodyForLongAfterAWorkerDied() {
        store.begin("k", "f", "died", AT_WORK);

        letPass(AT_WORK);

        assertThat(store.begin("k", "f", "next", AT_WORK)).isEmpty();
    }

    @Test
    void letsNoSlowWorkerWriteOverTheNextOnesAnswer() {
        store.begin("k", "f", "slow", AT_WORK);
        letPass(AT_WORK);
        store.begin("k", "f", "next", AT_WORK);
        store.keep("k", "f", "next", ANSWER, KEPT);

        store.keep("k", "f", "slow", "another answer", KEPT);
        store.free("k", "slow");

        assertThat(store.begin("k", "f", "w", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
    }

    @Test
    void keepsTheAnswerOfASlowWorkerWhenNobodyTookTheKey() {
        store.begin("k", "f", "slow", AT_WORK);
        letPass(AT_WORK);

        store.keep("k", "f", "slow", ANSWER, KEPT);

        assertThat(store.begin("k", "f", "w", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
    }

    @Test
    void takesAFreedKeyAgain() {
        store.begin("k", "f", "w", AT_WORK);
        store.free("k", "w");

        assertThat(store.begin("k", "f2", "w2", AT_WORK)).isEmpty();
    }
}
