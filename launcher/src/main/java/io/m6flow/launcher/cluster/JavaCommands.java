package io.m6flow.launcher.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command lines of the cluster's Java processes. */
record JavaCommands(ClusterDirectory directory, ClusterPrograms programs) {

    /**
     * How to run a Java process.
     *
     * @param classPath for the environment: in the arguments it would hide those behind it from who looks at the process
     */
    record JavaCommand(List<String> arguments, String classPath) {
        JavaCommand {
            arguments = List.copyOf(arguments);
        }

        ProcessBuilder process() {
            ProcessBuilder process = new ProcessBuilder(arguments);
            process.environment().put("CLASSPATH", classPath);
            return process;
        }
    }

    /** The argument by which a process is known to belong to the cluster of a directory. */
    static String mark(Path root) {
        return "-Dm6flow.cluster=" + root;
    }

    /** ZooKeeper as Flink carries it, under Flink's own package names. */
    JavaCommand zookeeper(Path config) {
        return flink(
                "zookeeper",
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                config.toString());
    }

    JavaCommand jobManager() {
        return flink(
                "jobmanager",
                List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                directory.conf().toString());
    }

    JavaCommand taskManager(String name) {
        return flink(
                name,
                List.of(
                        "-Xmx" + FlinkConfig.HEAP_MEGABYTES + "m",
                        "-XX:MaxDirectMemorySize=" + FlinkConfig.DIRECT_MEGABYTES + "m",
                        "-XX:MaxMetaspaceSize=" + FlinkConfig.METASPACE_MEGABYTES + "m"),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                directory.conf().toString());
    }

    /** A subcommand of {@code m6flow}. */
    JavaCommand command(String name, int heapMegabytes, String... arguments) {
        return java(
                name, List.of("-Xmx" + heapMegabytes + "m"), programs.command(), "io.m6flow.launcher.Main", arguments);
    }

    private JavaCommand flink(String name, List<String> options, String main, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.add("-Dlog4j2.configurationFile=" + directory.conf().resolve("log4j2.xml"));
        all.add("-Dlog.file=" + directory.log(name));
        return java(name, all, programs.lib(), main, arguments);
    }

    private JavaCommand java(String name, List<String> options, String classPath, String main, String... arguments) {
        List<String> command = new ArrayList<>(ownSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                mark(directory.root()),
                "-Dm6flow.part=" + name,
                "-Dm6flow.log.file=" + directory.log(name),
                "-Dlog4j2.disableJmx=true",
                "-Dfile.encoding=UTF-8",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                main));
        command.addAll(List.of(arguments));
        return new JavaCommand(command, classPath);
    }

    /** Ctrl-C in the terminal reaches the command alone, which then stops the others one after another. */
    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable)
                ? List.of("setsid")
                : List.of();
    }
}
