package io.m6flow.benchmark;

import io.m6flow.generator.BackEnd;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.writing.GeneratorFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A generator that keeps what it was asked, so that the same can be asked of another way. Safe for many threads. */
final class RecordingGenerator implements TextGenerator {
    // A job's functions are copies made by serialization: what they share with the measurement can only be static.
    private static final Queue<Prompt> ASKED = new ConcurrentLinkedQueue<>();

    private final TextGenerator inside;

    private RecordingGenerator(TextGenerator inside) {
        this.inside = inside;
    }

    /** Leases what this process shares of the back end, as the product does. */
    static GeneratorFactory leasing(BackEnd backEnd) {
        return () -> new RecordingGenerator(Generators.lease(backEnd));
    }

    /** Forgets what was asked so far. */
    static void forget() {
        ASKED.clear();
    }

    /** In the order in which they were asked. */
    static List<Prompt> asked() {
        return List.copyOf(ASKED);
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        ASKED.add(prompt);
        return inside.generate(prompt);
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
