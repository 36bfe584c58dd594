package io.m6flow.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares all guards with the pattern matcher alone, by turns. */
@Command(
        name = "guards",
        mixinStandardHelpOptions = true,
        description = "Measures with JMH how many texts a second all guards check, beside the bare pattern matcher.")
final class GuardsCommand implements Callable<Integer> {
    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results to this file")
    private @Nullable Path json;

    /** Until the compiler has done all that it does for the guards. */
    private static final int WARM_UP = 12;

    @Option(names = "--forks", defaultValue = "3", description = "Javas, one after the other; default ${DEFAULT-VALUE}")
    private int forks;

    @Option(names = "--iterations", defaultValue = "5", description = "of a second each; default ${DEFAULT-VALUE}")
    private int iterations;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    GuardsCommand() {}

    @Override
    public Integer call() throws RunnerException, IOException {
        Options options = new OptionsBuilder()
                .include("\\." + GuardBenchmark.class.getSimpleName() + "\\.")
                .forks(forks)
                .warmupIterations(WARM_UP)
                .measurementIterations(iterations)
                .shouldFailOnError(true)
                .build();
        RunResult result = new Runner(options).runSingle();
        double guards = textsPerSecond(result, "guards");
        double matcher = textsPerSecond(result, "matcher");
        System.out.printf(
                Locale.ROOT,
                "all guards %,.0f texts/s, bare matcher %,.0f texts/s, ratio %.3f%n",
                guards,
                matcher,
                guards / matcher);
        if (json != null) {
            ObjectNode figures = JsonNodeFactory.instance.objectNode();
            figures.put("guardTextsPerSecond", guards);
            figures.put("matcherTextsPerSecond", matcher);
            figures.put("guardsOverMatcher", guards / matcher);
            Files.writeString(json, figures.toPrettyString() + "\n");
        }
        return 0;
    }

    /** Of the time that one of the two took. */
    private static double textsPerSecond(RunResult result, String which) {
        double turns = result.getPrimaryResult().getScore();
        double nanos =
                Objects.requireNonNull(result.getSecondaryResults().get(which)).getScore();
        return GuardBenchmark.texts() * turns / (nanos / TimeUnit.SECONDS.toNanos(1));
    }
}
