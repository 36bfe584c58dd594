package io.m6flow.generator;

import java.util.concurrent.CompletableFuture;

/** Writes texts for prompts. Safe for use by many threads. */
public interface TextGenerator extends AutoCloseable {

    /**
     * Queues the prompt and answers at once.
     *
     * <p>The future completes with a {@link Generation} whatever becomes of the prompt: a bad prompt is
     * {@link Generation.Refused}, a full queue, a closed generator or a fault of the engine {@link Generation.Failed}.
     * Cancelling it gives up the prompt's place at the engine's next step. It completes on the engine's thread: hand
     * longer work on with the {@code Async} methods.
     */
    CompletableFuture<Generation> generate(Prompt prompt);

    /** What the model is and can do. */
    ModelCard card();

    /** Totals since the engine started; an engine shared by several leases counts for all of them. */
    GeneratorStats stats();

    /** Gives the generator back; what it still has in hand completes as {@link Generation.Failed}. Repeatable. */
    @Override
    void close();
}
