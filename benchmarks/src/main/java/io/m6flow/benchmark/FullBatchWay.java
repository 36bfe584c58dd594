package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Decoding alone: as many scripts as there are slots, the longest there are. Their decode speed is that from the moment when
 * the last of them has been read to the moment when the first is written: every slot is taken and nothing is read.
 */
final class FullBatchWay implements Way {
    private static final long LOOK_NANOS = 500_000;

    @Override
    public String key() {
        return "decodeFull";
    }

    @Override
    public String about(Scale scale) {
        return "the longest scripts, one in each slot, on one thread: decode t/s while all are taken and nothing is read";
    }

    @Override
    public Figures measure(Bench bench) {
        int slots = bench.scale().slots();
        List<Prompt> scripts = Workload.only(ContentKind.SCRIPT, bench.workload()).stream()
                .sorted(Comparator.comparingInt(Workload::length).reversed())
                .limit(slots)
                .toList();
        // One thread, which reads all of them before the first is complete; with two, one would have only read.
        GeneratorSettings settings = bench.batches(slots).withThreads(1);
        try (TextGenerator generator = Generators.start(settings)) {
            new ClosedLoop(generator, slots, bench.nanos()).run(scripts.subList(0, 1), 0, answer -> {});
            bench.progress().step(key(), scripts.size());
            return run(bench, generator, scripts);
        }
    }

    private static Figures run(Bench bench, TextGenerator generator, List<Prompt> prompts) {
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<GeneratorStats> first = new AtomicReference<>();
        GeneratorStats before = generator.stats();
        long start = bench.nanos().getAsLong();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Prompt prompt : prompts) {
            CompletableFuture<Generation> asked = generator.generate(prompt);
            all.add(asked.thenAccept(generation -> {
                first.compareAndSet(null, generator.stats());
                double seconds = (bench.nanos().getAsLong() - start) / 1e9;
                answers.add(new Answer(prompt, generation, seconds, seconds));
                bench.progress().tick();
            }));
        }
        GeneratorStats full = awaitFull(generator, before, prompts.size(), first);
        all.forEach(CompletableFuture::join);
        double seconds = (bench.nanos().getAsLong() - start) / 1e9;
        GeneratorStats alone =
                Objects.requireNonNull(first.get(), "every answer has come").since(full);
        ClosedLoop.Pass pass = new ClosedLoop.Pass(seconds, generator.stats().since(before), alone);
        return Timed.allWritten(generator.card().dtype(), answers, pass).figures();
    }

    /** The state as of the first look at which every text took part in all steps since the look before. */
    private static GeneratorStats awaitFull(
            TextGenerator generator, GeneratorStats before, int texts, AtomicReference<GeneratorStats> first) {
        GeneratorStats last = before;
        while (true) {
            GeneratorStats ended = first.get();
            if (ended != null) {
                return ended;
            }
            GeneratorStats now = generator.stats();
            GeneratorStats step = now.since(last);
            if (step.decodeSteps() > 0 && step.slotSteps() == step.decodeSteps() * texts) {
                return now;
            }
            last = now;
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
