package io.m6flow.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares all guards with the pattern matcher alone. */
@Command(
        name = "guards",
        mixinStandardHelpOptions = true,
        description = "Measures with JMH how many texts a second all guards check, beside the bare pattern matcher.")
final class GuardsCommand implements Callable<Integer> {
    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results to this file")
    private @Nullable Path json;

    @Option(names = "--forks", defaultValue = "1", description = "Javas for each; default ${DEFAULT-VALUE}")
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
                .warmupIterations(iterations)
                .measurementIterations(iterations)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        double guards = textsPerSecond(results, "allGuards");
        double matcher = textsPerSecond(results, "bareMatcher");
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

    private static double textsPerSecond(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow(() -> new BenchException(benchmark + " was not measured"))
                .getPrimaryResult()
                .getScore();
    }
}
