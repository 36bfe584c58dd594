package io.m6flow.generator;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which model to run, where and how wide.
 *
 * @param modelDir a model folder, or null for the embedded m6-nano
 * @param device {@code auto} (a GPU if there is one), {@code cpu} or {@code gpu}
 * @param slots texts written side by side
 * @param threads CPU threads of the maths
 * @param queueCapacity prompts that may wait; one more is refused as {@link Generation.Failed}
 */
public record GeneratorSettings(@Nullable String modelDir, String device, int slots, int threads, int queueCapacity)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public GeneratorSettings {
        Objects.requireNonNull(device, "device");
        if (!device.equals("auto") && !device.equals("cpu") && !device.equals("gpu")) {
            throw new IllegalArgumentException("device must be auto, cpu or gpu, was '" + device + "'");
        }
        atLeastOne("slots", slots);
        atLeastOne("threads", threads);
        atLeastOne("queueCapacity", queueCapacity);
    }

    /**
     * The embedded model on whatever device is there.
     *
     * <p>A quarter of the cores, at least one: measured on two cores that other work kept busy, one thread wrote nine
     * times as fast as two, because the threads of the maths wait for one another at every operation.
     */
    public static GeneratorSettings defaults() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        return new GeneratorSettings(null, "auto", 32, threads, 1024);
    }

    public GeneratorSettings withModelDir(@Nullable String newModelDir) {
        return new GeneratorSettings(newModelDir, device, slots, threads, queueCapacity);
    }

    public GeneratorSettings withDevice(String newDevice) {
        return new GeneratorSettings(modelDir, newDevice, slots, threads, queueCapacity);
    }

    public GeneratorSettings withSlots(int newSlots) {
        return new GeneratorSettings(modelDir, device, newSlots, threads, queueCapacity);
    }

    public GeneratorSettings withThreads(int newThreads) {
        return new GeneratorSettings(modelDir, device, slots, newThreads, queueCapacity);
    }

    public GeneratorSettings withQueueCapacity(int newQueueCapacity) {
        return new GeneratorSettings(modelDir, device, slots, threads, newQueueCapacity);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
