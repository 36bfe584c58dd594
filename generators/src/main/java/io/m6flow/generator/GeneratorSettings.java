package io.m6flow.generator;

import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which model to run, where and how wide.
 *
 * @param modelDir a model folder, or null for the embedded m6-shop
 * @param device {@code auto} (the GPUs if there are any), {@code cpu}, {@code gpu} (all GPUs) or {@code gpu:n} (one of
 *     them); several devices share the load
 * @param slots texts written side by side
 * @param threads CPU threads of the maths; with more than one, half of them read sources while the others write
 * @param queueCapacity prompts that may wait; one more is refused as {@link Generation.Failed}
 */
public record GeneratorSettings(
        @Nullable String modelDir, String device, int slots, int threads, int queueCapacity, Tuning tuning)
        implements BackEnd {
    private static final long serialVersionUID = 1L;
    private static final int MOST_THREADS = 8;
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu(:\\d{1,3})?");

    public GeneratorSettings {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(tuning, "tuning");
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device must be auto, cpu, gpu or gpu:n, was '" + device + "'");
        }
        atLeastOne("slots", slots);
        atLeastOne("threads", threads);
        atLeastOne("queueCapacity", queueCapacity);
    }

    /**
     * The embedded model on whatever device is there.
     *
     * <p>The threads of the maths wait for one another at every operation. Where OpenMP is told to spin only briefly
     * ({@code GOMP_SPINCOUNT} or {@code OMP_WAIT_POLICY=PASSIVE} in the environment, as the {@code m6flow} script
     * sets it) there is one for each core, up to eight; else a quarter of the cores, because threads that spin without
     * end on cores that other work keeps busy were measured to be many times slower than one.
     */
    public static GeneratorSettings defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        boolean yields = System.getenv("GOMP_SPINCOUNT") != null || System.getenv("OMP_WAIT_POLICY") != null;
        int threads = yields ? Math.min(MOST_THREADS, cores) : Math.max(1, cores / 4);
        return new GeneratorSettings(null, "auto", 32, threads, 1024, Tuning.defaults());
    }

    public GeneratorSettings withModelDir(@Nullable String newModelDir) {
        return new GeneratorSettings(newModelDir, device, slots, threads, queueCapacity, tuning);
    }

    public GeneratorSettings withDevice(String newDevice) {
        return new GeneratorSettings(modelDir, newDevice, slots, threads, queueCapacity, tuning);
    }

    public GeneratorSettings withSlots(int newSlots) {
        return new GeneratorSettings(modelDir, device, newSlots, threads, queueCapacity, tuning);
    }

    public GeneratorSettings withThreads(int newThreads) {
        return new GeneratorSettings(modelDir, device, slots, newThreads, queueCapacity, tuning);
    }

    public GeneratorSettings withQueueCapacity(int newQueueCapacity) {
        return new GeneratorSettings(modelDir, device, slots, threads, newQueueCapacity, tuning);
    }

    public GeneratorSettings withTuning(Tuning newTuning) {
        return new GeneratorSettings(modelDir, device, slots, threads, queueCapacity, newTuning);
    }

    @Override
    public <R> R fold(Function<GeneratorSettings, R> engine, Function<OpenAiSettings, R> openAi) {
        return engine.apply(this);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
