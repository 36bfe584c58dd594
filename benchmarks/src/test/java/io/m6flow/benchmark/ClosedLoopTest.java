package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final int WAITING = 3;
    private final HeldGenerator generator = new HeldGenerator(WAITING - 1);
    private final AtomicLong nanos = new AtomicLong();
    private final List<Answer> answers = new ArrayList<>();

    @Test
    void keepsSoManyWaitingAndNoMore() {
        run();
        assertThat(answers).hasSize(20).allMatch(Answer::isWritten);
        assertThat(generator.most()).isEqualTo(WAITING);
    }

    @Test
    void leavesBothEndsOutOfTheSteadyPart() {
        ClosedLoop.Pass pass = run();
        assertThat(pass.stats().requests()).isEqualTo(20);
        assertThat(pass.steady().requests()).isEqualTo(12);
        assertThat(Figures.of("fp32", answers, pass).decodeTokensPerSecond()).isEqualTo(4);
    }

    /** The last ones are answered from aside, as an engine does. */
    private ClosedLoop.Pass run() {
        ClosedLoop loop = new ClosedLoop(
                generator,
                prompt -> {
                    CompletableFuture<Generation> future = generator.generate(prompt);
                    if (prompt.id().equals("w-020")) {
                        new Thread(generator::flush).start();
                    }
                    return future;
                },
                WAITING,
                nanos::incrementAndGet);
        return loop.run(Workload.all().subList(0, 20), 4, answers::add);
    }
}
