package io.m6flow.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The jobs alone: what the jar for a cluster of one's own runs. */
@Command(
        name = "m6flow-jobs",
        mixinStandardHelpOptions = true,
        description = "The jobs of M6 Flow, for 'flink run'.",
        subcommands = {GenerateJobCommand.class, PublishJobCommand.class})
public final class JobProgram implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    JobProgram() {}

    /** Ends by an exception when it fails: it runs inside Flink's own client, which an exit would take along. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new JobProgram())
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    throw e;
                })
                .setParameterExceptionHandler((e, wrong) -> {
                    throw e;
                });
        int code = command.execute(arguments);
        if (code != 0) {
            throw new IllegalStateException("the job ended with " + code);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a job: generate-job or publish-job");
    }
}
