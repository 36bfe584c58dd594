package io.m6flow.generator;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a generator alone that fails too often: for a pause every prompt fails at once, retriable, then one is let
 * through to see. What counts as a failure is trouble of the device ({@link Fault#DEVICE}); a prompt that is refused, comes
 * too late or finds the queue full does not, nor does {@link Fault#REMOTE}: who asks a server keeps a breaker for it. Safe
 * for many threads.
 */
public final class BreakingGenerator implements TextGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(BreakingGenerator.class);

    private final TextGenerator inside;
    private final Duration pause;
    private final CircuitBreaker<Generation> breaker;

    /**
     * @param failures that many failures among {@code outOf} prompts open the circuit
     * @param pause how long nothing is asked then
     */
    public BreakingGenerator(TextGenerator inside, int failures, int outOf, Duration pause) {
        this.inside = inside;
        this.pause = pause;
        this.breaker = CircuitBreaker.<Generation>builder()
                .withFailureThreshold(failures, outOf)
                .withDelay(pause)
                .withSuccessThreshold(1)
                .onOpen(event -> LOG.warn("the generator fails too often: nothing is asked for {}", pause))
                .onClose(event -> LOG.info("the generator answers again"))
                .build();
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        if (!breaker.tryAcquirePermit()) {
            return CompletableFuture.completedFuture(new Generation.Failed(
                    Fault.DEVICE, "the generator failed too often of late; nothing is asked for up to " + pause));
        }
        CompletableFuture<Generation> asked = ask(prompt);
        // The handle is the caller's; here it is only counted.
        var unused = asked.whenComplete((generation, broken) -> count(generation));
        return asked;
    }

    private CompletableFuture<Generation> ask(Prompt prompt) {
        try {
            return inside.generate(prompt);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whoever gave a prompt up has learnt nothing; but the one that was let through to see must be counted. */
    private void count(@Nullable Generation generation) {
        if (generation == null && !breaker.isHalfOpen()) {
            return;
        }
        if (generation == null || isTrouble(generation)) {
            breaker.recordFailure();
        } else {
            breaker.recordSuccess();
        }
    }

    private static boolean isTrouble(Generation generation) {
        return generation.fold(written -> false, refused -> false, failed -> failed.fault() == Fault.DEVICE);
    }

    @Override
    public ModelCard card() {
        return inside.card();
    }

    @Override
    public GeneratorStats stats() {
        return inside.stats();
    }

    @Override
    public void close() {
        inside.close();
    }
}
