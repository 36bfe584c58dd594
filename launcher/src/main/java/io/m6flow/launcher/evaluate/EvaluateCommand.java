package io.m6flow.launcher.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures how good a part is on labelled data. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures how good a part is on labelled data.",
        subcommands = {GuardCommand.class, TextsCommand.class})
public final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    EvaluateCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
