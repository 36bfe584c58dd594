package io.m6flow.launcher;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets everything that was kept. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Removes the data directory: events, drafts, decisions, everything.")
final class ResetCommand implements Callable<Integer> {
    @Option(names = "--yes", description = "really do it")
    private boolean yes;

    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ResetCommand() {}

    @Override
    public Integer call() {
        DataDirectory data = new DataDirectory(options.read().dataDir());
        Console console = Console.standard();
        if (!Files.isDirectory(data.root())) {
            console.say("there is nothing at " + data.root());
            return 0;
        }
        if (!Files.isDirectory(data.root().resolve("run"))) {
            throw new UsageException(data.root() + " was not made by m6flow; nothing was removed");
        }
        if (data.isHeldByAnother()) {
            throw new UsageException("the system on " + data.root() + " runs; stop it first");
        }
        if (!yes) {
            throw new UsageException("this would remove " + data.root() + " for good; say --yes to do it");
        }
        data.delete();
        console.say("removed " + data.root());
        return 0;
    }
}
