package io.m6flow.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starting, asking and stopping the redis-server process of one data directory. */
final class RedisProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RedisProcess.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final int port;
    private final @Nullable String password;

    RedisProcess(DataDirectory directory, int port, @Nullable String password) {
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /** Starts the server and returns it once it answers; loading a large append-only file takes its time. */
    Process start(Path executable) {
        List<String> command = new ArrayList<>(RedisExecutable.ownSession());
        command.addAll(List.of(executable.toString(), config(directory).toString()));
        Path log = directory.resolve("redis.log");
        try {
            RedisConfig.write(config(directory), directory.resolve("."), pidFile(directory), port, password);
            Files.deleteIfExists(pidFile(directory));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                    .start();
            awaitReady(process, log);
            return process;
        } catch (IOException e) {
            throw new ServerStartException("Redis: %s could not be run: %s".formatted(executable, e), e);
        }
    }

    private void awaitReady(Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try {
            while (!answers(process)) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    throw ended(log);
                }
                if (System.nanoTime() > deadline) {
                    throw new ServerStartException("Redis: no answer on port %d after %d s; see %s"
                            .formatted(port, READY_WITHIN.toSeconds(), log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(process);
            throw new ServerStartException("Redis: interrupted while it started", e);
        } catch (ServerStartException e) {
            stop(process);
            throw e;
        }
    }

    private ServerStartException ended(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.stream().anyMatch(line -> line.contains("Address already in use"))) {
            return ServerStartException.portInUse("Redis", port, null);
        }
        String last = lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
        return new ServerStartException("Redis: the server ended at its start: %s; see %s".formatted(last, log));
    }

    /** The server writes its process id after it has got the port, so no other server's answer is taken for its own. */
    private boolean answers(Process process) {
        if (recordedPid(directory).filter(pid -> pid == process.pid()).isEmpty()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(Ports.loopback(port), 1_000);
            socket.setSoTimeout(1_000);
            if (password != null) {
                ask(socket, "AUTH", password);
            }
            return ask(socket, "PING").startsWith("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String ask(Socket socket, String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int bytes = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (byte next = in.readByte(); next != '\n'; next = in.readByte()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** Asks the server to end, and kills it if it does not: every acknowledged write is on disk already. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the server that a killed JVM left behind on this directory. The recorded process id is not believed alone: the
     * process must have been started with this directory's own configuration file.
     *
     * @throws ServerStartException if it cannot be stopped
     */
    static void stopOrphan(DataDirectory directory) {
        Path config = config(directory);
        Optional<ProcessHandle> orphan =
                recordedPid(directory).flatMap(ProcessHandle::of).filter(process -> runs(process, config));
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle process = orphan.get();
        LOG.warn("stopping redis-server {}, left behind on this data directory", process.pid());
        process.destroy();
        if (!ends(process, config)) {
            process.destroyForcibly();
            if (!ends(process, config)) {
                throw new ServerStartException("Redis: process %d still uses %s and cannot be stopped; stop it first"
                        .formatted(process.pid(), directory.resolve(".").normalize()));
            }
        }
    }

    /** Looks itself: Java tells the end of a process that is no child only after a second or two. */
    private static boolean ends(ProcessHandle process, Path config) {
        long deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
        while (runs(process, config)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return true;
    }

    private static boolean runs(ProcessHandle process, Path config) {
        ProcessHandle.Info info = process.info();
        String program = info.command().orElse("");
        return program.substring(program.lastIndexOf('/') + 1).startsWith("redis-server")
                && info.arguments().stream().flatMap(Stream::of).anyMatch(config.toString()::equals);
    }

    private static Optional<Long> recordedPid(DataDirectory directory) {
        try {
            return Optional.of(
                    Long.parseLong(Files.readString(pidFile(directory)).strip()));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Path pidFile(DataDirectory directory) {
        return directory.resolve("redis.pid");
    }

    private static Path config(DataDirectory directory) {
        return directory.resolve("redis.conf");
    }
}
