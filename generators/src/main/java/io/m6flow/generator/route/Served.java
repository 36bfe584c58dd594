package io.m6flow.generator.route;

import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A model with what it has in hand. Once retired it takes nothing new, and the last prompt to leave closes it. Thread-safe. */
final class Served {
    private final TextGenerator generator;
    private final BiConsumer<Served, GeneratorStats> closed;
    private int inHand;
    private boolean retired;
    private boolean isClosed;

    /** @param closed is told the last totals */
    Served(TextGenerator generator, BiConsumer<Served, GeneratorStats> closed) {
        this.generator = generator;
        this.closed = closed;
    }

    ModelCard card() {
        return generator.card();
    }

    GeneratorStats stats() {
        return generator.stats();
    }

    /** Null where it is retired: another one writes now. */
    @Nullable
    CompletableFuture<Generation> generate(Prompt prompt) {
        synchronized (this) {
            if (retired) {
                return null;
            }
            inHand++;
        }
        try {
            CompletableFuture<Generation> future = generator.generate(prompt);
            // The caller gets the generator's own future: cancelling it reaches the engine.
            var unused = future.whenComplete((generation, fault) -> leave());
            return future;
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    void retire() {
        boolean idle;
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
            idle = inHand == 0;
        }
        if (idle) {
            close();
        }
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            inHand--;
            last = retired && inHand == 0;
        }
        if (last) {
            // This is the engine's own thread, which a close may wait for.
            var unused = CompletableFuture.runAsync(this::close);
        }
    }

    /** At once, whatever is in hand. Repeatable. */
    void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            retired = true;
        }
        GeneratorStats last = generator.stats();
        generator.close();
        closed.accept(this, last);
    }
}
