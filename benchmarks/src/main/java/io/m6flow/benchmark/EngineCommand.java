package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the engine's ways over one workload and prints what they reached. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "Runs 256 requests through the engine in several ways and compares them.")
final class EngineCommand implements Callable<Integer> {
    @Mixin
    private EngineOptions options;

    @Option(names = "--slots", defaultValue = "64", description = "texts side by side; default ${DEFAULT-VALUE}")
    private int slots;

    @Option(names = "--rounds", defaultValue = "3", description = "alternating rounds; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "only these ways and trials")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--quick", description = "a small part, once: shows that it runs, its figures mean nothing")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results to this file")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    private final LongSupplier nanos = System::nanoTime;
    private final Clock clock = Clock.systemUTC();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    EngineCommand() {}

    @Override
    public Integer call() throws IOException {
        Scale scale = quick ? Scale.quick() : Scale.full(rounds, slots);
        GeneratorSettings settings = options.settings();
        EngineBenchmark benchmark = EngineBenchmark.of(only);
        MachineFacts machine = MachineFacts.of(settings, clock);
        Progress progress = Progress.standard(nanos, benchmark.steps(scale));
        Bench bench = new Bench(settings, scale, Workload.of(scale), progress, nanos, clock);
        Results results = benchmark.run(bench);
        print(ResultTable.lines(machine, bench, benchmark.ways(), results));
        if (json != null) {
            ResultJson.write(json, machine, bench, benchmark.ways(), results);
        }
        return 0;
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
