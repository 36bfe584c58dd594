package io.m6flow.launcher;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that set configuration keys; every command that runs parts takes them. */
final class ConfigOptions {
    private final Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);

    @Option(names = "--config", paramLabel = "FILE", description = "m6flow.yaml; the environment and flags win over it")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (data.dir)")
    void data(String value) {
        flags.put(ConfigKey.DATA_DIR, value);
    }

    @Option(names = "--policy", paramLabel = "P", description = "default, manual, approve-all or sample:N%%")
    void policy(String value) {
        flags.put(ConfigKey.REVIEW_POLICY, value);
    }

    @Option(names = "--model", paramLabel = "DIR", description = "a model folder in place of the shipped m6-shop")
    void model(String value) {
        flags.put(ConfigKey.MODEL_DIR, value);
    }

    @Option(names = "--device", paramLabel = "D", description = "auto, cpu, gpu or gpu:n")
    void device(String value) {
        flags.put(ConfigKey.MODEL_DEVICE, value);
    }

    @Option(
            names = "--delivery",
            paramLabel = "D",
            description = "drafts about products: exactly-once or at-least-once")
    void delivery(String value) {
        flags.put(ConfigKey.PRODUCT_DELIVERY, value);
    }

    @Option(names = "--kafka-port", paramLabel = "N", description = "port of Kafka; 0 chooses a free one")
    void kafkaPort(String value) {
        flags.put(ConfigKey.KAFKA_PORT, value);
    }

    @Option(names = "--redis-port", paramLabel = "N", description = "port of Redis; 0 chooses a free one")
    void redisPort(String value) {
        flags.put(ConfigKey.REDIS_PORT, value);
    }

    @Option(names = "--review-port", paramLabel = "N", description = "port of the pages; 0 chooses a free one")
    void reviewPort(String value) {
        flags.put(ConfigKey.REVIEW_PORT, value);
    }

    @Option(names = "--flink-port", paramLabel = "N", description = "port of Flink's page; 0 chooses a free one")
    void flinkPort(String value) {
        flags.put(ConfigKey.FLINK_PORT, value);
    }

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "sets any configuration key")
    void set(Map<String, String> pairs) {
        pairs.forEach((name, value) -> flags.put(ConfigKey.named(name, "--set"), value));
    }

    /** A value that holds unless a flag names another; it wins over the file and the environment. */
    void standIn(ConfigKey key, String value) {
        flags.putIfAbsent(key, value);
    }

    boolean names(ConfigKey key) {
        return flags.containsKey(key);
    }

    Settings read() {
        return Settings.from(Configuration.read(file, System.getenv(), flags));
    }
}
