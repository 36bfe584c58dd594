package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Tuning.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which engine is measured. */
final class EngineOptions {
    @Option(names = "--model", paramLabel = "DIR", description = "a model folder; without it the embedded m6-shop")
    private @Nullable String model;

    @Option(names = "--device", defaultValue = "cpu", description = "auto, cpu, gpu or gpu:n; default ${DEFAULT-VALUE}")
    private String device;

    @Option(names = "--threads", description = "CPU threads of the maths; by default as the engine chooses")
    private @Nullable Integer threads;

    @Option(
            names = "--precision",
            defaultValue = "AUTO",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Precision precision;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    EngineOptions() {}

    GeneratorSettings settings() {
        GeneratorSettings settings =
                GeneratorSettings.defaults().withModelDir(model).withDevice(device);
        if (threads != null) {
            settings = settings.withThreads(threads);
        }
        return settings.withTuning(settings.tuning().withPrecision(precision));
    }
}
