package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.launcher.cluster.FlinkPage;
import io.m6flow.launcher.cluster.Leftovers;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells which processes of the cluster run, and how its jobs are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells which processes of the cluster run and how its jobs are.")
final class ClusterStatusCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ClusterStatusCommand() {}

    @Override
    public Integer call() {
        Settings settings = options.read();
        Console console = Console.standard();
        DataDirectory data = new DataDirectory(settings.dataDir());
        Map<String, Long> processes = Leftovers.of(settings.dataDir());
        if (processes.isEmpty()) {
            console.say("no cluster runs on " + settings.dataDir());
            return Main.FAILED;
        }
        processes.forEach((part, pid) -> console.say("  %-14s process %d".formatted(part, pid)));
        if (!data.isHeldByAnother()) {
            console.say("nobody watches them; ./m6flow cluster down ends them");
            return Main.FAILED;
        }
        FlinkPage flink = new FlinkPage(
                URI.create(RunningSystem.endpoints(data).path("flink").asText()));
        for (String job : List.of(Jobs.GENERATE, Jobs.PUBLISH)) {
            console.say("  %-14s %s".formatted(job, flink.state(job)));
        }
        for (String part : List.of("review", "flink", "kafka", "redis")) {
            JsonNode address = RunningSystem.endpoints(data).path(part);
            console.say("  %-14s %s".formatted(part, address.asText()));
        }
        return 0;
    }
}
