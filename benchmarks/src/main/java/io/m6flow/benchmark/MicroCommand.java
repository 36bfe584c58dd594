package io.m6flow.benchmark;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the engine's small parts with JMH. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = "Measures sampler, bounds and tokenizer, each in a Java of its own.")
final class MicroCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            defaultValue = ".*",
            paramLabel = "PATTERN",
            description = "which of them, a regular expression; default all")
    private String pattern;

    @Option(names = "--forks", defaultValue = "1", description = "Javas for each; default ${DEFAULT-VALUE}")
    private int forks;

    @Option(names = "--iterations", defaultValue = "5", description = "of a second each; default ${DEFAULT-VALUE}")
    private int iterations;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    MicroCommand() {}

    @Override
    public Integer call() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(pattern)
                .forks(forks)
                .warmupIterations(iterations)
                .measurementIterations(iterations)
                .shouldFailOnError(true)
                .build();
        return new Runner(options).run().isEmpty() ? Main.FAILED : 0;
    }
}
