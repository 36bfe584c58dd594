package io.m6flow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's configuration file: every acknowledged write is on disk, nobody off this machine gets in. */
final class RedisConfig {
    private RedisConfig() {}

    static void write(Path file, Path dataDir, Path pidFile, int port, @Nullable String password) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "protected-mode yes",
                "tcp-backlog 128",
                "dir " + quoted(dataDir.normalize().toString()),
                "pidfile " + quoted(pidFile.toString()),
                "daemonize no",
                // The arguments stay readable, so that a later start can tell this server from any other.
                "set-proc-title no",
                "save \"\"",
                "appendonly yes",
                "appendfsync always"));
        if (password != null) {
            lines.add("requirepass " + quoted(password));
        }
        // A password stands in a file that only the owner reads, and in no list of processes.
        Files.deleteIfExists(file);
        Files.createFile(file);
        ownerOnly(file);
        Files.write(file, lines);
    }

    private static void ownerOnly(Path file) throws IOException {
        boolean done = file.toFile().setReadable(false, false)
                && file.toFile().setWritable(false, false)
                && file.toFile().setReadable(true, true)
                && file.toFile().setWritable(true, true);
        if (!done) {
            throw new IOException("cannot keep " + file + " for its owner");
        }
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
