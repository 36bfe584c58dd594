package io.m6flow.local;

import java.util.Map;

/**
 * A Kafka topic that shall be there, with one replica.
 *
 * @param config Kafka's topic settings, such as {@code retention.ms}; what is not named has the broker's default
 */
public record Topic(String name, int partitions, Map<String, String> config) {
    public Topic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a topic's name must not be blank");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, was " + partitions + " for " + name);
        }
        config = Map.copyOf(config);
    }
}
