package io.m6flow.launcher.cluster;

import io.m6flow.launcher.cluster.JavaCommands.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Java process of the cluster; what it prints goes to a file. */
final class JavaPart implements ClusterPart {
    private static final Duration REST_BEFORE_RESTART = Duration.ofMillis(200);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final String name;
    private final JavaCommand command;
    private final Path output;
    private final Consumer<String> notice;
    private @Nullable Process process;
    private int starts;
    private boolean closed;

    /**
     * A process that does not run yet.
     *
     * @param notice hears of an end that nobody asked for
     */
    JavaPart(String name, JavaCommand command, Path output, Consumer<String> notice) {
        this.name = name;
        this.command = command;
        this.output = output;
        this.notice = notice;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            return;
        }
        try {
            Process started = command.process()
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            process = started;
            starts++;
            var unused = started.onExit()
                    .thenRunAsync(
                            () -> ended(started),
                            CompletableFuture.delayedExecutor(REST_BEFORE_RESTART.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be run: " + e.getMessage(), e);
        }
    }

    private void ended(Process which) {
        synchronized (this) {
            if (closed || which != process) {
                return;
            }
            start();
        }
        notice.accept(name + " ended with " + which.exitValue() + " and was started again; see " + output);
    }

    @Override
    public synchronized long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return running.pid();
    }

    @Override
    public synchronized int starts() {
        return starts;
    }

    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
