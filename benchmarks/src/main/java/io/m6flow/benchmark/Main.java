package io.m6flow.benchmark;

import io.m6flow.benchmark.review.ReviewCommand;
import io.m6flow.generator.GeneratorException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code m6flow bench} command and its subcommands. */
@Command(
        name = "m6flow bench",
        mixinStandardHelpOptions = true,
        description = "Measures the engine, the pipeline, the approval queue and the guards on this machine.",
        subcommands = {
            EngineCommand.class,
            PipelineCommand.class,
            ReviewCommand.class,
            SoakCommand.class,
            MicroCommand.class,
            GuardsCommand.class
        })
public final class Main implements Runnable {
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command.getErr()))
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(Exception e, PrintWriter err) {
        err.println("m6flow bench: " + e.getMessage());
        if (!(e instanceof BenchException
                || e instanceof GeneratorException
                || e instanceof IllegalArgumentException)) {
            e.printStackTrace(err);
        }
        return FAILED;
    }
}
