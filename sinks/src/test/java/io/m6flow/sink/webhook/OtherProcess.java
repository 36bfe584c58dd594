package io.m6flow.sink.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A Java process beside this one that runs one of the tests' own programs; killed at the latest when it is closed. */
final class OtherProcess implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Returns once the program has printed a line. */
    static OtherProcess run(Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        Objects.requireNonNull(output.readLine(), "the program ended without a line");
        return new OtherProcess(process);
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        int status = process.destroyForcibly().waitFor();
        if (status != KILLED) {
            throw new AssertionError("the process ended with " + status + " before it was killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
