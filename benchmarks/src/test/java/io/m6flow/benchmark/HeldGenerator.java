package io.m6flow.benchmark;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A generator that answers, by turns, as soon as so many prompts wait, and remembers how many ever did. */
final class HeldGenerator implements TextGenerator {
    private final Deque<CompletableFuture<Generation>> waiting = new ArrayDeque<>();
    private final int holds;
    private long answered;
    private int most;

    /** @param holds answers the oldest prompt when one more than these wait; the last ones need {@link #flush} */
    HeldGenerator(int holds) {
        this.holds = holds;
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        CompletableFuture<Generation> future = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(future);
            most = Math.max(most, waiting.size());
        }
        if (count() > holds) {
            answer();
        }
        return future;
    }

    private synchronized int count() {
        return waiting.size();
    }

    /** How many waited at once at most. */
    synchronized int most() {
        return most;
    }

    private void answer() {
        CompletableFuture<Generation> next;
        synchronized (this) {
            next = waiting.remove();
            answered++;
        }
        next.complete(new Generation.Written(
                List.of(new Candidate("好", 1, 2, -1)), new Trace("held", "1", "1", 3, 2, 0, 0, List.of())));
    }

    void flush() {
        while (count() > 0) {
            answer();
        }
    }

    @Override
    public ModelCard card() {
        return new ModelCard("held", "0", "cpu", "fp32", Set.of(), 1, 1, 1);
    }

    /** Two tokens for every answer, half a second of decoding each. */
    @Override
    public synchronized GeneratorStats stats() {
        return new GeneratorStats(answered, 0, 2 * answered, 0, 0, 0, 0, 0, answered / 2.0, 0);
    }

    @Override
    public void close() {
        flush();
    }
}
