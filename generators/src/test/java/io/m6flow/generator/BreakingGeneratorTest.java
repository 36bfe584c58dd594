package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakingGeneratorTest {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Scripted inside = new Scripted();
    private final TextGenerator breaking = new BreakingGenerator(inside, 3, 4, PAUSE);

    @Test
    void afterTooManyFailuresNothingIsAskedForAWhile() {
        inside.answer = new Generation.Failed(Fault.DEVICE, "gone");
        ask(3);
        Generation.Failed failed = (Generation.Failed) ask();
        assertThat(inside.asked).hasValue(3);
        assertThat(failed.retriable()).isTrue();
        assertThat(failed.message()).contains("too often", PAUSE.toString());
    }

    @Test
    void twoFailuresOfFourAreBorne() {
        inside.answer = new Generation.Failed(Fault.DEVICE, "gone");
        ask(2);
        inside.answer = new Generation.Refused(new Refusal.EmptySource(ContentKind.REASON));
        ask(10);
        assertThat(inside.asked).hasValue(12);
    }

    @Test
    void troubleOfThePromptsOwnOrAFullQueueOpensNothing() {
        for (Fault fault : List.of(Fault.BUSY, Fault.EXPIRED, Fault.PROMPT, Fault.REJECTED, Fault.REMOTE)) {
            inside.answer = new Generation.Failed(fault, "not the device");
            ask(10);
        }
        assertThat(inside.asked).hasValue(50);
    }

    @Test
    void oneIsLetThroughToSeeAndThenAll() {
        inside.answer = new Generation.Failed(Fault.DEVICE, "gone");
        ask(3);
        inside.answer = new Generation.Refused(new Refusal.EmptySource(ContentKind.REASON));
        await().until(() -> ask() instanceof Generation.Refused);
        ask(5);
        assertThat(inside.asked).hasValue(9);
    }

    @Test
    void aGivenUpTrialCountsAsFailed() {
        inside.answer = new Generation.Failed(Fault.DEVICE, "gone");
        ask(3);
        inside.answer = null;
        CompletableFuture<Generation> trial =
                await().until(() -> breaking.generate(prompt()), future -> inside.asked.get() == 4);
        trial.cancel(true);
        assertThat(ask()).isInstanceOf(Generation.Failed.class);
        assertThat(inside.asked).hasValue(4);
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            ask();
        }
    }

    private Generation ask() {
        return breaking.generate(prompt()).join();
    }

    private static Prompt prompt() {
        return Prompt.of("p", ContentKind.SUMMARY, new Material.Text("话"), 1);
    }

    /** Says what it is told to; nothing while it is told nothing. */
    private static final class Scripted implements TextGenerator {
        private final AtomicInteger asked = new AtomicInteger();
        private Generation answer;

        @Override
        public CompletableFuture<Generation> generate(Prompt prompt) {
            asked.incrementAndGet();
            return answer == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(answer);
        }

        @Override
        public ModelCard card() {
            return new ModelCard("scripted", "", "none", "", EnumSet.allOf(ContentKind.class), 1024, 400, 0);
        }

        @Override
        public GeneratorStats stats() {
            return GeneratorStats.NONE;
        }

        @Override
        public void close() {}
    }
}
