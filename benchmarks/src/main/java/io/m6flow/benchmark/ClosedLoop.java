package io.m6flow.benchmark;

import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps so many requests in a generator's hands until all are answered: as one completes, the next is submitted.
 *
 * <p>One loop serves one run. The calling thread submits; answers arrive on the generator's thread, one after another.
 */
final class ClosedLoop {
    private final TextGenerator generator;
    private final Function<Prompt, CompletableFuture<Generation>> ask;
    private final LongSupplier nanos;
    private final Semaphore room;
    private final int waiting;
    private int answered;
    private int steadyFrom;
    private int steadyTo;
    private @Nullable GeneratorStats steadyStart;
    private GeneratorStats steady = GeneratorStats.NONE;

    ClosedLoop(TextGenerator generator, int waiting, LongSupplier nanos) {
        this(generator, generator::generate, waiting, nanos);
    }

    /** @param ask how a prompt is handed to that generator */
    ClosedLoop(
            TextGenerator generator,
            Function<Prompt, CompletableFuture<Generation>> ask,
            int waiting,
            LongSupplier nanos) {
        this.generator = generator;
        this.ask = ask;
        this.waiting = waiting;
        this.nanos = nanos;
        this.room = new Semaphore(waiting);
    }

    /**
     * Submits all and waits for all.
     *
     * @param margin answers at either end that {@link Pass#steady} leaves out
     * @param each hears of every answer, one at a time
     */
    Pass run(List<Prompt> prompts, int margin, Consumer<Answer> each) {
        steadyFrom = margin;
        steadyTo = prompts.size() - margin;
        GeneratorStats before = generator.stats();
        long start = nanos.getAsLong();
        for (Prompt prompt : prompts) {
            room.acquireUninterruptibly();
            long submitted = nanos.getAsLong();
            CompletableFuture<Void> unused = ask.apply(prompt).thenAccept(generation -> {
                long now = nanos.getAsLong();
                take(new Answer(prompt, generation, (now - submitted) / 1e9, (now - start) / 1e9), each);
            });
        }
        room.acquireUninterruptibly(waiting);
        return new Pass((nanos.getAsLong() - start) / 1e9, generator.stats().since(before), steady);
    }

    /** The permit comes last: whoever holds them all has seen what every answer left behind. */
    private synchronized void take(Answer answer, Consumer<Answer> each) {
        try {
            answered++;
            if (answered == steadyFrom) {
                steadyStart = generator.stats();
            } else if (answered == steadyTo && steadyStart != null) {
                steady = generator.stats().since(steadyStart);
            }
            each.accept(answer);
        } finally {
            room.release();
        }
    }

    /**
     * What a run took.
     *
     * @param seconds from the first submission to the last answer
     * @param stats what the generator did meanwhile
     * @param steady the part of that between the margins, while the batch was full
     */
    record Pass(double seconds, GeneratorStats stats, GeneratorStats steady) {}
}
