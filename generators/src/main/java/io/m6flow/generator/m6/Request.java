package io.m6flow.generator.m6;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A prompt on its way through the engine. Made by the caller's thread, which then keeps only the future; everything
 * else belongs to the engine thread from the moment it takes the request out of the waiting room.
 */
final class Request {
    private static final long NEVER = Long.MAX_VALUE;

    final Prompt prompt;
    final Plan plan;
    final CompletableFuture<Generation> future = new CompletableFuture<>();
    private final Time time;
    private final Signature signature;
    private final long arrived;
    private final long deadline;
    private final @Nullable Candidate[] candidates;
    private long started = -1;
    private long firstToken = -1;
    private volatile long reserved;
    private int admitted;
    private int finished;

    /** What a trace says of the engine: the same for all of its requests. */
    record Signature(String model, String version, String promptVersion) {}

    Request(Prompt prompt, Plan plan, Signature signature, Time time) {
        this.prompt = prompt;
        this.plan = plan;
        this.signature = signature;
        this.time = time;
        this.arrived = time.nanos();
        this.deadline = deadline(prompt.service().deadline());
        this.candidates = new Candidate[prompt.seeds().size()];
    }

    private long deadline(@Nullable Instant at) {
        if (at == null) {
            return NEVER;
        }
        Duration left = Duration.between(time.now(), at);
        return left.toDays() > 365 ? NEVER : arrived + left.toNanos();
    }

    /** How many texts still wait for a slot. */
    int waiting() {
        return candidates.length - admitted;
    }

    /** How many texts are to be written. */
    int candidates() {
        return candidates.length;
    }

    /** The index of the next text to get a slot. */
    int admit() {
        start();
        return admitted++;
    }

    void start() {
        if (started < 0) {
            started = time.nanos();
        }
    }

    void sawToken() {
        if (firstToken < 0) {
            firstToken = time.nanos();
        }
    }

    /** The most cache columns that its texts can come to need. */
    long cost() {
        return plan.fold(
                write -> (long) candidates.length * (write.source.length + write.decoding.maxTokens()),
                pick -> (long) pick.source.length,
                decline -> 0L);
    }

    int sourceTokens() {
        return plan.fold(write -> write.source.length, pick -> pick.source.length, decline -> 0);
    }

    /** What its tenant is charged when it gets its first slot: the most tokens it can take. 0 when asked again. */
    long reserve() {
        if (reserved > 0) {
            return 0;
        }
        reserved = cost();
        return reserved;
    }

    /** What its tenant is charged when it ends, beyond {@link #reserve}: mostly a negative number. */
    long settle(@Nullable Generation generation) {
        long used = generation instanceof Generation.Written written
                ? written.trace().sourceTokens() + written.trace().writtenTokens()
                : 0;
        return used - reserved;
    }

    /** As if no text had got a slot yet; what was written is written again. */
    void restart() {
        admitted = 0;
        finished = 0;
        Arrays.fill(candidates, null);
    }

    boolean givenUp() {
        return future.isDone();
    }

    /** Whether its deadline has passed at this moment. */
    boolean expired(long momentNanos) {
        return momentNanos - arrived >= deadline - arrived && deadline != NEVER;
    }

    /** Until its deadline; only for one that has a deadline. */
    long nanosLeft() {
        return deadline - time.nanos();
    }

    boolean hasDeadline() {
        return deadline != NEVER;
    }

    /** Nanoseconds from arrival to the first slot, or -1 before that. */
    long waitedNanos() {
        return started < 0 ? -1 : started - arrived;
    }

    /** Nanoseconds from arrival to the first token, or -1 before that. */
    long firstTokenNanos() {
        return firstToken < 0 ? -1 : firstToken - arrived;
    }

    /** When it came, on the engine's ticker. */
    long arrivedNanos() {
        return arrived;
    }

    /** Nanoseconds since arrival. */
    long ageNanos() {
        return time.nanos() - arrived;
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

    void expire() {
        fail(
                Fault.EXPIRED,
                "prompt " + prompt.id() + " could not be answered by its deadline; it waited "
                        + Duration.ofNanos(ageNanos()).toMillis() + " ms");
    }

    private Trace trace(List<Candidate> all, int sourceTokens, List<String> notes) {
        long now = time.nanos();
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
