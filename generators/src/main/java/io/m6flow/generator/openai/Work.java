package io.m6flow.generator.openai;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A prompt on its way. {@link #admit} and {@link #waiting} belong to whoever holds the line's lock; the rest is safe
 * for many threads.
 */
final class Work {
    final Prompt prompt;
    final Task task;
    final CompletableFuture<Generation> future = new CompletableFuture<>();
    private final String model;
    private final String host;
    private final LongSupplier nanos;
    private final long arrived;
    private int admitted;

    private final List<Asking> askings = new ArrayList<>();
    private final Outcome.@Nullable Text[] texts;
    private long started = -1;
    private int finished;

    Work(Prompt prompt, Task task, String model, String host, LongSupplier nanos) {
        this.prompt = prompt;
        this.task = task;
        this.model = model;
        this.host = host;
        this.nanos = nanos;
        this.arrived = nanos.getAsLong();
        this.texts = new Outcome.Text[prompt.seeds().size()];
    }

    /** How many candidates have not been asked for. */
    int waiting() {
        return texts.length - admitted;
    }

    /** The index of the next candidate to ask for. */
    int admit() {
        return admitted++;
    }

    boolean expired(Instant now) {
        Instant deadline = prompt.service().deadline();
        return deadline != null && !deadline.isAfter(now);
    }

    /** Keeps what is to be broken off when the prompt is done with. */
    void begin(Asking asking) {
        synchronized (this) {
            askings.add(asking);
            if (started < 0) {
                started = nanos.getAsLong();
            }
        }
        if (future.isDone()) {
            asking.outcome.cancel(true);
        }
    }

    /** Keeps one candidate; the last one completes the future, and so does the first that broke. */
    void finish(int index, Outcome outcome) {
        outcome.fold(text -> keep(index, text), broken -> future.complete(broken.generation()));
    }

    private boolean keep(int index, Outcome.Text text) {
        Generation.Written whole;
        synchronized (this) {
            texts[index] = text;
            finished++;
            if (finished < texts.length) {
                return false;
            }
            whole = written();
        }
        return future.complete(whole);
    }

    void fail(Fault fault, String message) {
        future.complete(new Generation.Failed(fault, message));
    }

    void breakOff() {
        List<Asking> underWay;
        synchronized (this) {
            underWay = List.copyOf(askings);
        }
        underWay.forEach(asking -> asking.outcome.cancel(true));
    }

    private Generation.Written written() {
        List<Outcome.Text> all =
                Arrays.stream(texts).map(text -> Objects.requireNonNull(text)).toList();
        List<Candidate> candidates = all.stream().map(Outcome.Text::candidate).toList();
        Set<String> notes = new LinkedHashSet<>(task.notes());
        all.forEach(text -> notes.addAll(text.notes()));
        long now = nanos.getAsLong();
        Trace trace = new Trace(
                model,
                host + "/" + all.get(0).model(),
                Instructions.VERSION,
                all.get(0).sourceTokens(),
                candidates.stream().mapToInt(Candidate::tokens).sum(),
                (started - arrived) / 1_000_000,
                (now - started) / 1_000_000,
                List.copyOf(notes));
        return new Generation.Written(candidates, trace);
    }
}
