package io.m6flow.launcher;

import io.m6flow.generator.GeneratorException;
import io.m6flow.lab.train.TrainingException;
import io.m6flow.launcher.evaluate.EvaluateCommand;
import io.m6flow.local.ServerStartException;
import io.m6flow.schema.registry.RegistryException;
import io.m6flow.sink.webhook.IntentStoreException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code m6flow} command and its subcommands. */
@Command(
        name = "m6flow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes content while events stream by, and lets nothing out that nobody approved.",
        subcommands = {
            UpCommand.class,
            ClusterCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            SendCommand.class,
            StatusCommand.class,
            ResetCommand.class,
            GenerateJobCommand.class,
            PublishJobCommand.class,
            ReviewCommand.class,
            RecallCommand.class,
            ReceiptCommand.class,
            DeliverCommand.class,
            LabelsCommand.class,
            WebhooksCommand.class,
            DeadLettersCommand.class,
            TermsCommand.class,
            ModelsCommand.class,
            KafkaCommand.class,
            TopicsCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int MISUSED = 2;

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

    /** One clear line for what the user can mend; for the rest also where to look. */
    private static int explain(Exception e, PrintWriter err) {
        if (e instanceof UsageException
                || e instanceof ServerStartException
                || e instanceof GeneratorException
                || e instanceof TrainingException
                || e instanceof RegistryException
                || e instanceof IntentStoreException) {
            err.println("m6flow: " + e.getMessage());
            return MISUSED;
        }
        org.slf4j.LoggerFactory.getLogger(Main.class).error("m6flow failed", e);
        err.println("m6flow: " + e.getMessage());
        err.println("More is in " + System.getProperty(LogFile.PROPERTY, "the log"));
        return FAILED;
    }
}
