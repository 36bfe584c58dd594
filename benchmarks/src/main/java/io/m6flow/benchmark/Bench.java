package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What all measurements of one run share.
 *
 * @param settings the model, the device, the threads and the precision; slots and tuning are each way's own
 * @param workload in the order of arrival
 */
record Bench(
        GeneratorSettings settings,
        Scale scale,
        List<Prompt> workload,
        Progress progress,
        LongSupplier nanos,
        Clock clock) {
    /** At most so many answers come before the clock starts: the first ones pay for the engine's start. */
    private static final int WARM_UP = 8;

    Bench {
        workload = List.copyOf(workload);
    }

    /** The workload's settings for static or continuous batches without drafting, so that batching alone is compared. */
    GeneratorSettings batches(int slots) {
        return settings.withSlots(slots).withTuning(settings.tuning().withDrafting(false));
    }

    /** Takes these through the generator once, and says so; every one must get its text. */
    Timed time(String name, TextGenerator generator, int waiting, List<Prompt> prompts) {
        List<Prompt> first = prompts.subList(0, Math.min(WARM_UP, (prompts.size() + 3) / 4));
        new ClosedLoop(generator, waiting, nanos).run(first, 0, answer -> {});
        progress.step(name, prompts.size());
        List<Answer> answers = new ArrayList<>();
        ClosedLoop.Pass pass = new ClosedLoop(generator, waiting, nanos).run(prompts, margin(prompts), answer -> {
            answers.add(answer);
            progress.tick();
        });
        return Timed.allWritten(generator.card().dtype(), answers, pass);
    }

    /** The batch fills at the start and empties at the end; between them it is full. */
    private int margin(List<Prompt> prompts) {
        return Math.max(1, Math.min(scale.slots(), prompts.size() / 4));
    }
}
