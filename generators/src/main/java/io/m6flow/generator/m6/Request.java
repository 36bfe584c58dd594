package io.m6flow.generator.m6;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A prompt on its way through the engine. Made by the caller's thread, which then keeps only the future; everything
 * else belongs to the engine thread from the moment it takes the request out of its queue.
 */
final class Request {
    final Prompt prompt;
    final Plan plan;
    final CompletableFuture<Generation> future = new CompletableFuture<>();
    private final LongSupplier nanos;
    private final Signature signature;
    private final long arrived;
    private final @Nullable Candidate[] candidates;
    private long started = -1;
    private int admitted;
    private int finished;

    /** What a trace says of the engine: the same for all of its requests. */
    record Signature(String model, String version, String promptVersion) {}

    Request(Prompt prompt, Plan plan, Signature signature, LongSupplier nanos) {
        this.prompt = prompt;
        this.plan = plan;
        this.signature = signature;
        this.nanos = nanos;
        this.arrived = nanos.getAsLong();
        this.candidates = new Candidate[prompt.seeds().size()];
    }

    /** How many texts still wait for a slot. */
    int waiting() {
        return candidates.length - admitted;
    }

    /** The index of the next text to get a slot. */
    int admit() {
        start();
        return admitted++;
    }

    void start() {
        if (started < 0) {
            started = nanos.getAsLong();
        }
    }

    boolean givenUp() {
        return future.isDone();
    }

    /** Keeps one finished text; the last one completes the future. */
    void finish(int index, Candidate candidate, int sourceTokens, List<String> notes) {
        candidates[index] = candidate;
        finished++;
        if (finished == candidates.length) {
            List<Candidate> all = new ArrayList<>();
            Arrays.stream(candidates).map(Objects::requireNonNull).forEach(all::add);
            future.complete(new Generation.Written(all, trace(all, sourceTokens, notes)));
        }
    }

    void fail(Fault fault, String message) {
        future.complete(new Generation.Failed(fault, message));
    }

    private Trace trace(List<Candidate> all, int sourceTokens, List<String> notes) {
        long now = nanos.getAsLong();
        return new Trace(
                signature.model(),
                signature.version(),
                signature.promptVersion(),
                sourceTokens,
                all.stream().mapToInt(Candidate::tokens).sum(),
                (started - arrived) / 1_000_000,
                (now - started) / 1_000_000,
                notes);
    }
}
