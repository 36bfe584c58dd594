package io.m6flow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL beside this process, for tests: on 127.0.0.1 only, with a user and a password, and quick rather than
 * durable (it does not wait for its disk). Its programs come from a jar that only tests have.
 *
 * <p>Postgres refuses to work for root; under root it runs as {@code nobody}, whom the data directory is given to. What the
 * server says goes to {@code postgres.log} there. Safe for use by several threads.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String NAME = "Postgres";
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private final Path dataDir;
    private final String password = UUID.randomUUID().toString();
    private @Nullable Running running;

    private record Running(
            DataDirectory directory, PostgresPrograms programs, Process process, int port, Thread exitHook) {}

    /** A server that is not started yet, with its data in a directory of its own. */
    public LocalPostgres(Path dataDir) {
        this.dataDir = dataDir.toAbsolutePath().normalize();
    }

    /**
     * Makes an empty database and starts the server; returns once it answers, after two or three seconds.
     *
     * @throws ServerStartException if there is no server for this platform, or it does not come up
     */
    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("Postgres is already running on port " + port());
        }
        long began = System.nanoTime();
        DataDirectory directory = DataDirectory.open(NAME, dataDir);
        try {
            running = launch(directory);
        } catch (IOException e) {
            directory.close();
            throw new ServerStartException("Postgres: it could not be run in %s: %s".formatted(dataDir, e), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        LOG.info("Postgres listens on 127.0.0.1:{} after {} ms", port(), (System.nanoTime() - began) / 1_000_000);
    }

    private Running launch(DataDirectory directory) throws IOException {
        PostgresPrograms programs = PostgresPrograms.in(dataDir);
        Path passwordFile = Files.writeString(directory.resolve("password"), password);
        if (PostgresPrograms.runAsNobody()) {
            for (Path given : List.of(dataDir, passwordFile)) {
                Files.setAttribute(given, "unix:uid", PostgresPrograms.NOBODY);
            }
        }
        run(programs.command(
                "initdb",
                "--pgdata=" + cluster(),
                "--username=" + user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        int port = directory.choosePort(0);
        Process process = new ProcessBuilder(programs.command(
                        "postgres",
                        "-D",
                        cluster().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        awaitReady(process);
        Thread hook = new Thread(process::destroyForcibly, "stop-local-postgres");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Running(directory, programs, process, port, hook);
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        if (!endsWithin(process, READY_WITHIN) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw failed(command.get(0));
        }
    }

    /** The server writes that it is ready into the last line of its pid file. */
    private void awaitReady(Process process) throws IOException {
        Path pidFile = cluster().resolve("postmaster.pid");
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!Files.exists(pidFile) || !Files.readString(pidFile).strip().endsWith("ready")) {
            if (endsWithin(process, Duration.ofMillis(10)) || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw failed("postgres");
            }
        }
    }

    private ServerStartException failed(String program) throws IOException {
        List<String> lines = Files.readAllLines(log());
        String last = lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
        return new ServerStartException("Postgres: %s failed: %s; see %s".formatted(program, last, log()));
    }

    private static boolean endsWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ServerStartException("Postgres: interrupted while waiting for it", e);
        }
    }

    /** The port it listens on. */
    public synchronized int port() {
        return requireRunning().port();
    }

    /** {@code jdbc:postgresql://127.0.0.1:port/postgres}, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port());
    }

    /** The superuser. */
    public String user() {
        return "postgres";
    }

    public String password() {
        return password;
    }

    /** Stops the server, whoever is connected; without effect when it was not started. */
    @Override
    public synchronized void close() {
        Running stopped = running;
        if (stopped == null) {
            return;
        }
        running = null;
        try (DataDirectory unlocked = stopped.directory()) {
            LOG.debug("stopping Postgres in {}", unlocked.resolve("."));
            run(stopped.programs().command("pg_ctl", "stop", "--pgdata=" + cluster(), "--mode=fast", "--wait"));
        } catch (IOException | ServerStartException e) {
            LOG.warn("Postgres did not stop when asked to, so it is killed", e);
        }
        if (!endsWithin(stopped.process(), STOPPED_WITHIN)) {
            stopped.process().destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(stopped.exitHook());
    }

    private Path cluster() {
        return dataDir.resolve("data");
    }

    private Path log() {
        return dataDir.resolve("postgres.log");
    }

    private Running requireRunning() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("Postgres is not running; call start() first");
        }
        return now;
    }
}
