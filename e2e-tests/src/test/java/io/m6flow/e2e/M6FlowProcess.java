package io.m6flow.e2e;

import io.m6flow.launcher.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The m6flow command as a process of its own, as a user runs it; what it prints goes to a file. */
public final class M6FlowProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private M6FlowProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static M6FlowProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1024m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "m6flow", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new M6FlowProcess(process, output);
    }

    /** Waits for the end and answers the exit code. */
    int exitCode(Duration limit) throws InterruptedException, IOException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("m6flow did not end within " + limit + "; it said: " + said());
        }
        return process.exitValue();
    }

    public String said() throws IOException {
        return Files.readString(output);
    }

    public void awaitSaying(String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex);
        Awaitility.await().atMost(limit).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("m6flow ended; it said: " + said());
            }
            return pattern.matcher(said()).find();
        });
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What Ctrl-C does. */
    void interrupt() {
        process.destroy();
    }

    @Override
    public void close() {
        kill();
    }
}
