package io.m6flow.local;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a local Redis keeps its data and listens.
 *
 * @param dataDir the server's own directory; made if it is not there
 * @param port of 127.0.0.1; 0 chooses a free one and keeps to it in later starts on the same directory, while it is free
 * @param password what clients must give; null for none, which loopback allows
 * @param executable a redis-server (6.2 or newer) to run in place of the bundled one; null for the bundled one
 * @param stopAtExit whether a shutdown hook stops the server with this JVM. Hooks run side by side, so an owner whose own
 *     hook closes this server last, after its clients, says false
 */
public record RedisOptions(
        Path dataDir,
        int port,
        @Nullable String password,
        @Nullable Path executable,
        boolean stopAtExit) {
    public RedisOptions {
        dataDir = Objects.requireNonNull(dataDir, "dataDir").toAbsolutePath().normalize();
        Ports.requirePortOrZero(port);
        if (password != null && (password.isBlank() || password.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("password must not be blank nor hold control characters");
        }
    }

    /** This directory, a port chosen free, no password, the bundled server, stopped with this JVM. */
    public static RedisOptions in(Path dataDir) {
        return new RedisOptions(dataDir, 0, null, null, true);
    }

    public RedisOptions withPort(int port) {
        return new RedisOptions(dataDir, port, password, executable, stopAtExit);
    }

    public RedisOptions withPassword(String password) {
        return new RedisOptions(dataDir, port, password, executable, stopAtExit);
    }

    public RedisOptions withExecutable(Path executable) {
        return new RedisOptions(dataDir, port, password, executable, stopAtExit);
    }

    public RedisOptions withStopAtExit(boolean stopAtExit) {
        return new RedisOptions(dataDir, port, password, executable, stopAtExit);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisOptions[dataDir=%s, port=%d, executable=%s, stopAtExit=%s]"
                .formatted(dataDir, port, executable, stopAtExit);
    }
}
