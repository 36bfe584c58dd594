package io.m6flow.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The same system as a cluster of processes. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Everything as processes of their own on this machine: ZooKeeper, a JobManager with high availability,",
            "two TaskManagers, a broker, Redis and the review service. One that ends is started again."
        },
        subcommands = {ClusterUpCommand.class, ClusterStatusCommand.class, ClusterDownCommand.class})
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    ClusterCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: up, status or down");
    }
}
