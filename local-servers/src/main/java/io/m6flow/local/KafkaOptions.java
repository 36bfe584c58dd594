package io.m6flow.local;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a local Kafka keeps its data and listens.
 *
 * @param dataDir the broker's own directory; made if it is not there
 * @param port of 127.0.0.1; 0 chooses a free one and keeps to it in later starts on the same directory, while it is free
 */
public record KafkaOptions(Path dataDir, int port) {
    public KafkaOptions {
        dataDir = Objects.requireNonNull(dataDir, "dataDir").toAbsolutePath().normalize();
        if (dataDir.toString().contains(",")) {
            throw new IllegalArgumentException(
                    "dataDir must not contain a comma, which Kafka reads as two directories: " + dataDir);
        }
        Ports.requirePortOrZero(port);
    }

    /** This directory, and a port chosen free. */
    public static KafkaOptions in(Path dataDir) {
        return new KafkaOptions(dataDir, 0);
    }
}
