package io.m6flow.benchmark;

import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Requests that arrive at twice the rate the engine can bear, each with a deadline: how many answers a second come in
 * time, over the rate that it can bear. Capacity is that of the continuous way, measured before
 * and after, each time with an engine of its own.
 */
final class OverloadTrial implements Trial {
    private static final double LOAD = 2;
    private static final double LEAST_DEADLINE = 2;
    private static final long SEED = 20;

    @Override
    public String key() {
        return "overload";
    }

    @Override
    public Ratio ratio() {
        return Ratio.OVERLOAD_GOODPUT;
    }

    @Override
    public boolean everyRound() {
        return false;
    }

    @Override
    public int steps() {
        return 3;
    }

    @Override
    public Finding measure(Bench bench) {
        Figures before = capacity(bench);
        double deadline = Math.max(LEAST_DEADLINE, bench.scale().patience() * before.p50Millis() / 1000);
        Watch watch = new Watch(deadline, deadline + bench.scale().overloadSeconds());
        try (TextGenerator generator =
                Generators.start(bench.batches(bench.scale().slots()))) {
            arrive(bench, generator, LOAD * before.requestsPerSecond(), watch);
        }
        // Before and after: a machine that slows down or speeds up meanwhile does so to both.
        return watch.finding(before, capacity(bench));
    }

    private static Figures capacity(Bench bench) {
        try (TextGenerator generator =
                Generators.start(bench.batches(bench.scale().slots()))) {
            return bench.time("capacity", generator, bench.scale().waiting(), bench.workload())
                    .figures();
        }
    }

    /** Poisson arrivals, for as long as is watched. */
    private static void arrive(Bench bench, TextGenerator generator, double rate, Watch watch) {
        RandomGenerator random = new Random(SEED);
        bench.progress().step("overload", (int) (rate * watch.to));
        long start = bench.nanos().getAsLong();
        double due = 0;
        for (int i = 0; due < watch.to; i++) {
            await(bench, start, due);
            Prompt prompt = bench.workload().get(i % bench.workload().size());
            ask(bench, generator, prompt, start, watch);
            due += random.nextExponential() / rate;
        }
        await(bench, start, watch.to);
    }

    private static void await(Bench bench, long start, double due) {
        long until = start + (long) (1e9 * due);
        for (long left = until - bench.nanos().getAsLong();
                left > 0;
                left = until - bench.nanos().getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void ask(Bench bench, TextGenerator generator, Prompt prompt, long start, Watch watch) {
        Duration patience = Duration.ofMillis((long) (1000 * watch.deadline));
        long submitted = bench.nanos().getAsLong();
        watch.asked.incrementAndGet();
        Instant late = bench.clock().instant().plus(patience);
        CompletableFuture<Void> unused = generator
                .generate(prompt.withService(prompt.service().withDeadline(late)))
                .thenAccept(generation -> {
                    long now = bench.nanos().getAsLong();
                    watch.take(new Answer(prompt, generation, (now - submitted) / 1e9, (now - start) / 1e9));
                    bench.progress().tick();
                });
    }

    /** Counts the answers between two moments: before, the queue has not filled yet. Thread-safe. */
    private static final class Watch {
        private final double deadline;
        private final double to;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger inTime = new AtomicInteger();
        private final AtomicLong tokensInTime = new AtomicLong();
        private final AtomicInteger late = new AtomicInteger();

        /** From one deadline after the start, when the first arrivals have been answered or given up. */
        Watch(double deadline, double to) {
            this.deadline = deadline;
            this.to = to;
        }

        void take(Answer answer) {
            if (!answer.isWritten() || answer.end() < deadline || answer.end() > to) {
                return;
            }
            if (answer.latency() <= deadline) {
                inTime.incrementAndGet();
                tokensInTime.addAndGet(answer.tokens());
            } else {
                late.incrementAndGet();
            }
        }

        Finding finding(Figures before, Figures after) {
            double seconds = to - deadline;
            double capacity = (before.requestsPerSecond() + after.requestsPerSecond()) / 2;
            double tokens = (before.tokensPerSecond() + after.tokensPerSecond()) / 2;
            return Finding.of(inTime.get() / seconds / capacity)
                    .with("capacityRequestsPerSecond", capacity)
                    .with("deadlineSeconds", deadline)
                    .with("watchedSeconds", seconds)
                    .with("asked", asked.get())
                    .with("inTime", inTime.get())
                    .with("late", late.get())
                    .with("tokensInTimeOverCapacity", tokensInTime.get() / seconds / tokens);
        }
    }
}
