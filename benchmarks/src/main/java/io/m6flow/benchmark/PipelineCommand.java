package io.m6flow.benchmark;

import io.m6flow.benchmark.kafka.Broker;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.launcher.flink.LocalFlink;
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

/** Measures the way from Kafka through Flink and the model back to Kafka. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description =
                "Compares the generate job with one that only copies bytes and with the bare engine, and times live"
                        + " scripts, on a real Kafka and a Flink cluster in this process.")
final class PipelineCommand implements Callable<Integer> {
    private static final List<PipelineTrial> TRIALS =
            List.of(new PassThroughTrial(), new OverEngineTrial(), new LiveTrial());

    @Mixin
    private EngineOptions options;

    @Option(names = "--rounds", defaultValue = "5", description = "alternating rounds; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--events",
            defaultValue = "200000",
            description = "product events for the comparison with a pass-through; default ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--minutes",
            defaultValue = "2",
            description = "how long each live session speaks; default ${DEFAULT-VALUE}")
    private double minutes;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "only these of passThrough, engine and live")
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
    PipelineCommand() {}

    @Override
    public Integer call() throws IOException {
        PipelineScale scale = quick ? PipelineScale.quick() : PipelineScale.full(rounds, events, minutes);
        List<PipelineTrial> trials = chosen();
        GeneratorSettings settings = options.settings();
        MachineFacts machine = MachineFacts.of(settings, clock);
        PipelineResults results = new PipelineResults();
        Progress progress = Progress.standard(
                nanos, trials.stream().mapToInt(trial -> trial.steps(scale)).sum());
        try (Broker broker = Broker.start();
                LocalFlink flink =
                        new LocalFlink(broker.directory("flink"), 0, PipelineScale.PARALLELISM, scale.checkpoints())) {
            flink.start();
            PipelineSite site = new PipelineSite(broker, flink, settings, scale, SampleEvents.read(), progress, nanos);
            trials.forEach(trial -> trial.measure(site, results));
        }
        progress.end();
        print(results.lines(machine, scale));
        if (json != null) {
            results.write(json, machine, scale);
        }
        return 0;
    }

    private List<PipelineTrial> chosen() {
        List<String> known = TRIALS.stream().map(PipelineTrial::key).toList();
        only.stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new BenchException("--only does not know '" + key + "'; there are " + String.join(", ", known));
        });
        return TRIALS.stream()
                .filter(trial -> only.isEmpty() || only.contains(trial.key()))
                .toList();
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
