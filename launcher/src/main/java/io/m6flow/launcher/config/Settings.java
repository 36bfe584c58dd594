package io.m6flow.launcher.config;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.launcher.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/** The configuration with its types, checked. */
public record Settings(
        Path dataDir,
        Optional<String> kafkaBootstrap,
        int kafkaPort,
        Optional<String> redisUri,
        int redisPort,
        Review review,
        Flink flink,
        GeneratorSettings generator,
        Duration liveBudget,
        Duration liveSilence,
        Optional<Path> publishedFiles) {

    public record Review(String host, int port, String policy, Duration lease, Optional<Path> tokens) {}

    public record Flink(int port, int parallelism, Duration checkpointInterval) {}

    public static Settings from(Configuration configuration) {
        Reader read = new Reader(configuration);
        return new Settings(
                Path.of(configuration.text(ConfigKey.DATA_DIR)).toAbsolutePath().normalize(),
                read.optional(ConfigKey.KAFKA_BOOTSTRAP),
                read.port(ConfigKey.KAFKA_PORT),
                read.optional(ConfigKey.REDIS_URI),
                read.port(ConfigKey.REDIS_PORT),
                new Review(
                        configuration.text(ConfigKey.REVIEW_HOST),
                        read.port(ConfigKey.REVIEW_PORT),
                        configuration.text(ConfigKey.REVIEW_POLICY),
                        read.duration(ConfigKey.REVIEW_LEASE),
                        read.optional(ConfigKey.REVIEW_TOKENS).map(Path::of)),
                new Flink(
                        read.port(ConfigKey.FLINK_PORT),
                        read.number(ConfigKey.FLINK_PARALLELISM, 1, 128),
                        read.duration(ConfigKey.FLINK_CHECKPOINT_INTERVAL)),
                generator(configuration, read),
                read.duration(ConfigKey.LIVE_BUDGET),
                read.duration(ConfigKey.LIVE_SILENCE),
                read.optional(ConfigKey.SINKS_FILES).map(files -> Path.of(files).toAbsolutePath()));
    }

    private static GeneratorSettings generator(Configuration configuration, Reader read) {
        GeneratorSettings settings = GeneratorSettings.defaults();
        if (configuration.isSet(ConfigKey.MODEL_DIR)) {
            String folder = configuration.text(ConfigKey.MODEL_DIR);
            if (!Files.isRegularFile(Path.of(folder, "config.json"))) {
                throw new UsageException(
                        ConfigKey.MODEL_DIR.key() + ": " + folder + " is no model folder; it has no config.json");
            }
            settings = settings.withModelDir(Path.of(folder).toAbsolutePath().toString());
        }
        String device = configuration.text(ConfigKey.MODEL_DEVICE);
        settings = read.checked(ConfigKey.MODEL_DEVICE, settings::withDevice, device);
        if (configuration.isSet(ConfigKey.MODEL_SLOTS)) {
            settings = settings.withSlots(read.number(ConfigKey.MODEL_SLOTS, 1, 4096));
        }
        if (configuration.isSet(ConfigKey.MODEL_THREADS)) {
            settings = settings.withThreads(read.number(ConfigKey.MODEL_THREADS, 1, 256));
        }
        return settings;
    }

    /** Turns values into their types; what is wrong is said with the key. */
    private record Reader(Configuration configuration) {

        Optional<String> optional(ConfigKey key) {
            return Optional.of(configuration.text(key).strip()).filter(value -> !value.isEmpty());
        }

        int port(ConfigKey key) {
            return number(key, 0, 65_535);
        }

        int number(ConfigKey key, int least, int most) {
            String value = configuration.text(key);
            try {
                int number = Integer.parseInt(value.strip());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below, together with numbers out of range.
            }
            throw new UsageException(
                    key.key() + " must be a whole number from " + least + " to " + most + ", was \"" + value + "\"");
        }

        Duration duration(ConfigKey key) {
            String value = configuration.text(key);
            try {
                Duration duration = Duration.parse(value.strip());
                if (duration.compareTo(Duration.ZERO) > 0) {
                    return duration;
                }
            } catch (DateTimeParseException notADuration) {
                // Said below, together with durations that are not positive.
            }
            throw new UsageException(
                    key.key() + " must be a positive duration such as PT5M or PT1S, was \"" + value + "\"");
        }

        <T> T checked(ConfigKey key, Function<String, T> use, String value) {
            try {
                return use.apply(value);
            } catch (IllegalArgumentException e) {
                throw new UsageException(key.key() + ": " + e.getMessage());
            }
        }
    }
}
