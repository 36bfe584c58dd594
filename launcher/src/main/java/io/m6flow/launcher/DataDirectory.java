package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that an installation keeps between runs. One run at a time holds it. */
final class DataDirectory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private @Nullable FileLock lock;

    DataDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path redis() {
        return root.resolve("redis");
    }

    Path flink() {
        return root.resolve("flink");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path log() {
        return root.resolve("logs").resolve("m6flow.log");
    }

    /** Takes the directory for this process. */
    void hold() {
        try {
            Files.createDirectories(root.resolve("run"));
            FileChannel channel = FileChannel.open(
                    root.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (IOException e) {
            throw new UsageException(
                    "data.dir: " + root + " cannot be used (" + e.getMessage() + "); choose another with --data");
        }
        if (lock == null) {
            throw new UsageException("data.dir: " + root + " is in use by another m6flow"
                    + endpoints()
                            .map(run -> " (process " + run.path("pid").asText() + ")")
                            .orElse("")
                    + "; stop that one or choose another with --data");
        }
    }

    boolean isHeldByAnother() {
        Path file = root.resolve("run").resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock probe = channel.tryLock()) {
            return probe == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells other commands where the parts of this run listen. */
    void announce(ObjectNode endpoints) {
        endpoints.put("pid", ProcessHandle.current().pid());
        try {
            Files.writeString(endpointsFile(), endpoints.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + endpointsFile(), e);
        }
    }

    /** What the run that holds the directory, or held it last, announced. */
    Optional<JsonNode> endpoints() {
        try {
            return Files.exists(endpointsFile())
                    ? Optional.of(JSON.readTree(Files.readString(endpointsFile())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + endpointsFile(), e);
        }
    }

    void letGo() {
        try {
            if (lock != null) {
                lock.release();
                lock.acquiredBy().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes everything. */
    void delete() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }

    private Path endpointsFile() {
        return root.resolve("run").resolve("endpoints.json");
    }
}
