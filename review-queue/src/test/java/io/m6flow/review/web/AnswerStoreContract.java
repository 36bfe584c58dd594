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

    private static final AnswerStore.Key K = key("ann", 0);

    private AnswerStore store;

    /** An empty store. */
    protected abstract AnswerStore open(AnswerLimits limits);

    /** Lets time pass for what is stored. */
    protected abstract void letPass(Duration time);

    @BeforeEach
    void openStore() {
        store = open(AnswerLimits.DEFAULT);
    }

    @Test
    void givesAKeyToOneWorkerAlone() {
        long granted = IntStream.range(0, 32)
                .parallel()
                .filter(i -> store.begin(K, "f", "worker" + i, AT_WORK).isEmpty())
                .count();

        assertThat(granted).isEqualTo(1);
        assertThat(store.begin(K, "f", "late", AT_WORK))
                .contains(new AnswerStore.Kept("f", null))
                .as("and says that the work is going on");
    }

    @Test
    void keepsTheAnswerForItsTime() {
        store.begin(K, "f", "w", AT_WORK);
        store.keep(K, "f", "w", ANSWER, KEPT);

        letPass(KEPT.minusMinutes(1));
        assertThat(store.begin(K, "other", "w2", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
        letPass(Duration.ofMinutes(1));
        assertThat(store.begin(K, "other", "w2", AT_WORK)).as("forgotten").isEmpty();
    }

    @Test
    void blocksNobodyForLongAfterAWorkerDied() {
        store.begin(K, "f", "died", AT_WORK);

        letPass(AT_WORK);

        assertThat(store.begin(K, "f", "next", AT_WORK)).isEmpty();
    }

    @Test
    void letsNoSlowWorkerWriteOverTheNextOnesAnswer() {
        store.begin(K, "f", "slow", AT_WORK);
        letPass(AT_WORK);
        store.begin(K, "f", "next", AT_WORK);
        store.keep(K, "f", "next", ANSWER, KEPT);

        store.keep(K, "f", "slow", "another answer", KEPT);
        store.free(K, "slow");

        assertThat(store.begin(K, "f", "w", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
    }

    @Test
    void keepsTheAnswerOfASlowWorkerWhenNobodyTookTheKey() {
        store.begin(K, "f", "slow", AT_WORK);
        letPass(AT_WORK);

        store.keep(K, "f", "slow", ANSWER, KEPT);

        assertThat(store.begin(K, "f", "w", AT_WORK)).contains(new AnswerStore.Kept("f", ANSWER));
    }

    @Test
    void takesAFreedKeyAgain() {
        store.begin(K, "f", "w", AT_WORK);
        store.free(K, "w");

        assertThat(store.begin(K, "f2", "w2", AT_WORK)).isEmpty();
    }

    @Test
    void letsTheOldestOfACallerGoForTheNewest() {
        store = open(new AnswerLimits(3, 1_000));
        keep(key("bo", 0), "x");
        for (int i = 1; i <= 3; i++) {
            keep(key("ann", i), "x");
        }
        assertThat(isKept(key("ann", 1))).as("as many as may be").isTrue();

        keep(key("ann", 4), "x");

        assertThat(isKept(key("ann", 1))).as("one too many").isFalse();
        assertThat(isKept(key("ann", 2))).isTrue();
        assertThat(isKept(key("ann", 4))).isTrue();
        assertThat(isKept(key("bo", 0))).as("another caller's").isTrue();
    }

    @Test
    void keepsSoManyBytesOfACaller() {
        store = open(new AnswerLimits(100, 60));
        keep(key("ann", 1), "文".repeat(10));
        keep(key("ann", 2), "文".repeat(10));
        assertThat(isKept(key("ann", 1))).as("as much as may be").isTrue();

        keep(key("ann", 3), "x");

        assertThat(isKept(key("ann", 1))).as("a byte too many").isFalse();
        assertThat(isKept(key("ann", 2))).isTrue();
        assertThat(isKept(key("ann", 3))).isTrue();
        keep(key("ann", 4), "x".repeat(61));
        assertThat(isKept(key("ann", 4))).as("never fits").isFalse();
        keep(key("ann", 5), "x".repeat(60));
        assertThat(isKept(key("ann", 5))).as("just fits").isTrue();
    }

    private static AnswerStore.Key key(String owner, int number) {
        return new AnswerStore.Key(owner, owner + number);
    }

    private void keep(AnswerStore.Key key, String answer) {
        store.begin(key, "f", "w", AT_WORK);
        store.keep(key, "f", "w", answer, KEPT);
    }

    /** Leaves the key as it was. */
    private boolean isKept(AnswerStore.Key key) {
        boolean free = store.begin(key, "f", "looks", AT_WORK).isEmpty();
        store.free(key, "looks");
        return !free;
    }
}
