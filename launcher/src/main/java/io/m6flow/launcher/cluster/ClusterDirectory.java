package io.m6flow.launcher.cluster;

import io.m6flow.launcher.flink.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the processes of a cluster keep things: the places of {@code m6flow up}, and what only a cluster has. */
record ClusterDirectory(Path root) {
    Path kafka() {
        return root.resolve("kafka");
    }

    Path redis() {
        return root.resolve("redis");
    }

    /** What a job left; the jobs of {@code m6flow up} leave theirs in the same place. */
    Snapshots snapshots(String job) {
        return new Snapshots(root.resolve("flink").resolve(job));
    }

    Path conf() {
        return root.resolve("cluster/conf");
    }

    Path zookeeper() {
        return root.resolve("cluster/zookeeper");
    }

    /** What the JobManager hands on to its successor. */
    Path highAvailability() {
        return root.resolve("cluster/ha");
    }

    Path temporary() {
        return root.resolve("cluster/tmp");
    }

    Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    Path output(String part) {
        return root.resolve("logs").resolve(part + ".out");
    }

    /**
     * Forgets the last cluster, not its work: jobs are submitted anew and go on from their snapshots, so that the
     * program, its ports and its parallelism may have changed.
     */
    void makeAnew() {
        try {
            delete(root.resolve("cluster"));
            for (Path directory :
                    new Path[] {conf(), zookeeper(), highAvailability(), temporary(), root.resolve("logs")}) {
                Files.createDirectories(directory);
            }
            try (InputStream logging = ClusterDirectory.class.getResourceAsStream("/log4j2.xml")) {
                if (logging == null) {
                    throw new IOException("log4j2.xml is not in the program");
                }
                Files.copy(logging, conf().resolve("log4j2.xml"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + root, e);
        }
    }

    void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
