package io.m6flow.launcher.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Finds the processes of a cluster by their arguments, also when the command that started them was killed. */
public final class Leftovers {
    private static final String PART = "-Dm6flow.part=";

    private Leftovers() {}

    /** Part and process id of all that run on the data directory. */
    public static Map<String, Long> of(Path root) {
        Map<String, Long> found = new TreeMap<>();
        processes(root).forEach(process -> found.put(part(process), process.pid()));
        return found;
    }

    /** Ends them; no work is lost by it. */
    public static void stop(Path root) {
        List<ProcessHandle> processes = processes(root).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private static Stream<ProcessHandle> processes(Path root) {
        String mark = JavaCommands.mark(root);
        String redis = root.resolve("redis").resolve("redis.conf").toString();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        arguments(process).anyMatch(argument -> argument.equals(mark) || argument.equals(redis)));
    }

    private static String part(ProcessHandle process) {
        return arguments(process)
                .filter(argument -> argument.startsWith(PART))
                .map(argument -> argument.substring(PART.length()))
                .findFirst()
                .orElse(LocalCluster.REDIS);
    }

    private static Stream<String> arguments(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Stream::of);
    }
}
