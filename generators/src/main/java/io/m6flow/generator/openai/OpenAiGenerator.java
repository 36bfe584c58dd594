package io.m6flow.generator.openai;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.line.FairLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes by asking a server: so many requests at a time, the urgent ones first, the rest in a line that has an end.
 *
 * <p>Safe for many threads. The line and the free places are guarded by {@code line}; futures are completed outside of
 * it, on the sender's threads.
 */
final class OpenAiGenerator implements TextGenerator {
    private static final int LONGEST_PASSAGE = 400;

    private final OpenAiSettings settings;
    private final Sender sender;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Tasks tasks;
    private final Totals totals;
    private final Set<Work> inHand = ConcurrentHashMap.newKeySet();
    private final FairLine<Work> line = new FairLine<>(work -> work.prompt.service());
    /** The prompt of which not all candidates have been asked for yet. */
    private @Nullable Work opened;

    private int free;
    private boolean closed;

    /** @param scheduler this generator's own: closing the one shuts down the other */
    OpenAiGenerator(
            OpenAiSettings settings,
            Sender sender,
            ScheduledExecutorService scheduler,
            Clock clock,
            LongSupplier nanos) {
        this.settings = settings;
        this.sender = sender;
        this.scheduler = scheduler;
        this.clock = clock;
        this.nanos = nanos;
        this.tasks = new Tasks(settings.maxPositions());
        this.totals = new Totals(nanos);
        this.free = settings.concurrency();
    }

    /** A candidate whose turn has come. */
    private record Turn(Work work, int index) {}

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        return tasks.plan(prompt)
                .fold(
                        task -> submit(new Work(
                                prompt,
                                task,
                                settings.model(),
                                settings.baseUrl().getAuthority(),
                                nanos)),
                        refusal -> CompletableFuture.completedFuture(new Generation.Refused(refusal)));
    }

    private CompletableFuture<Generation> submit(Work work) {
        Optional<Generation.Failed> refused = enter(work);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(refused.get());
        }
        totals.request();
        Optional<ScheduledFuture<?>> alarm = alarm(work);
        var unused = work.future.whenComplete((generation, fault) -> {
            alarm.ifPresent(set -> set.cancel(false));
            leave(work);
        });
        startWhatMay();
        return work.future;
    }

    private Optional<Generation.Failed> enter(Work work) {
        synchronized (line) {
            if (closed) {
                return Optional.of(new Generation.Failed(Fault.CLOSED, "the client was closed"));
            }
            if (work.expired(clock.instant())) {
                return Optional.of(new Generation.Failed(Fault.EXPIRED, "the deadline had passed on arrival"));
            }
            if (free == 0 && line.size() >= settings.queueCapacity()) {
                return Optional.of(new Generation.Failed(
                        Fault.BUSY, "as many prompts wait as may (" + settings.queueCapacity() + "); ask again later"));
            }
            line.add(work);
            inHand.add(work);
            return Optional.empty();
        }
    }

    private Optional<ScheduledFuture<?>> alarm(Work work) {
        Instant deadline = work.prompt.service().deadline();
        if (deadline == null) {
            return Optional.empty();
        }
        long millis = Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
        Runnable expire = () -> work.fail(Fault.EXPIRED, "the deadline passed before the answer came");
        try {
            return Optional.of(scheduler.schedule(expire, millis, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException closedMeanwhile) {
            return Optional.empty();
        }
    }

    private void leave(Work work) {
        inHand.remove(work);
        synchronized (line) {
            if (opened == work) {
                opened = null;
            }
            line.remove(work);
        }
        work.breakOff();
    }

    private void startWhatMay() {
        for (Optional<Turn> turn = next(); turn.isPresent(); turn = next()) {
            Work work = turn.get().work();
            if (work.expired(clock.instant())) {
                giveBackPlace();
                work.fail(Fault.EXPIRED, "the deadline passed before its turn came");
            } else {
                start(turn.get());
            }
        }
    }

    private Optional<Turn> next() {
        synchronized (line) {
            if (free == 0 || closed) {
                return Optional.empty();
            }
            Work work = opened != null ? opened : line.poll().orElse(null);
            if (work == null) {
                return Optional.empty();
            }
            free--;
            line.charge(work.prompt.service().tenant(), work.task.most());
            int index = work.admit();
            opened = work.waiting() > 0 ? work : null;
            return Optional.of(new Turn(work, index));
        }
    }

    private void start(Turn turn) {
        Work work = turn.work();
        Asking asking = new Asking(work.task, work.prompt.seeds().get(turn.index()), settings.model(), sender, totals);
        var unused = asking.outcome.whenComplete((outcome, fault) -> {
            giveBackPlace();
            if (outcome != null) {
                work.finish(turn.index(), outcome);
            }
            startWhatMay();
        });
        work.begin(asking);
        asking.start();
    }

    private void giveBackPlace() {
        synchronized (line) {
            free++;
        }
    }

    /** Speech is cut where cleaning it leaves room for as much again. */
    @Override
    public ModelCard card() {
        return new ModelCard(
                settings.model(),
                digest(settings.baseUrl() + "|" + settings.model()),
                "remote",
                "",
                EnumSet.allOf(ContentKind.class),
                settings.maxPositions(),
                Math.min(LONGEST_PASSAGE, settings.maxPositions() / 4),
                0);
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public GeneratorStats stats() {
        return totals.snapshot();
    }

    @Override
    public void close() {
        synchronized (line) {
            closed = true;
        }
        inHand.forEach(work -> work.fail(Fault.CLOSED, "the client was closed before the answer came"));
        scheduler.shutdownNow();
    }
}
