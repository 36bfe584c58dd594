package io.m6flow.launcher;

import io.m6flow.launcher.cluster.Leftovers;
import io.m6flow.launcher.config.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the cluster from another terminal, or what a killed one left behind. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Ends the cluster on the data directory, also what is left of one whose command was killed.")
final class ClusterDownCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ClusterDownCommand() {}

    @Override
    public Integer call() {
        Settings settings = options.read();
        DataDirectory data = new DataDirectory(settings.dataDir());
        if (data.isHeldByAnother() && !Leftovers.of(settings.dataDir()).isEmpty()) {
            ProcessHandle.of(RunningSystem.endpoints(data).path("pid").asLong())
                    .filter(ProcessHandle::destroy)
                    .ifPresent(command -> command.onExit().join());
        }
        Leftovers.stop(settings.dataDir());
        Console.standard().say("no cluster runs on " + settings.dataDir());
        return 0;
    }
}
