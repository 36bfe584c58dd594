package io.m6flow.launcher.config;

import io.m6flow.generator.BackEnd;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Tuning;
import io.m6flow.launcher.UsageException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses what writes; keys of the one that was not chosen are refused, since they would do nothing. */
record BackEnds(ValueReader read) {
    private static final List<ConfigKey> OF_M6 = List.of(
            ConfigKey.MODEL_DIR,
            ConfigKey.MODEL_DEVICE,
            ConfigKey.MODEL_SLOTS,
            ConfigKey.MODEL_THREADS,
            ConfigKey.MODEL_QUEUE,
            ConfigKey.MODEL_PRECISION,
            ConfigKey.MODEL_EXACT);
    private static final List<ConfigKey> OF_OPENAI = List.of(
            ConfigKey.OPENAI_URL,
            ConfigKey.OPENAI_MODEL,
            ConfigKey.OPENAI_KEY_FILE,
            ConfigKey.OPENAI_CONCURRENCY,
            ConfigKey.OPENAI_TIMEOUT,
            ConfigKey.OPENAI_ATTEMPTS,
            ConfigKey.OPENAI_CONTEXT);

    /** Room for an attempt that hangs, one that fails and one that goes well. */
    private static final int ANSWERS_PER_TEXT = 3;

    BackEnd chosen() {
        String name = read.text(ConfigKey.GENERATOR_BACKEND);
        return switch (name) {
            case "m6" -> {
                refuse(OF_OPENAI, name, "openai");
                yield m6();
            }
            case "openai" -> {
                refuse(OF_M6, name, "m6");
                yield openAi();
            }
            default ->
                throw new UsageException(
                        ConfigKey.GENERATOR_BACKEND.key() + " must be m6 or openai, was \"" + name + "\"");
        };
    }

    private void refuse(List<ConfigKey> keys, String chosen, String other) {
        keys.stream().filter(read::says).findFirst().ifPresent(key -> {
            throw new UsageException(key.key() + " is set, but " + ConfigKey.GENERATOR_BACKEND.key() + " is " + chosen
                    + "; leave it out, or set " + ConfigKey.GENERATOR_BACKEND.key() + "=" + other);
        });
    }

    private OpenAiSettings openAi() {
        String model = needed(ConfigKey.OPENAI_MODEL);
        OpenAiSettings settings = read.checked(
                        ConfigKey.OPENAI_URL,
                        url -> OpenAiSettings.of(URI.create(url), model),
                        needed(ConfigKey.OPENAI_URL))
                .withConcurrency(read.number(ConfigKey.OPENAI_CONCURRENCY, 1, 4096))
                .withMaxPositions(read.number(ConfigKey.OPENAI_CONTEXT, 512, 100_000_000))
                .withKey(new OpenAiSettings.KeySource(OpenAiSettings.KEY_VARIABLE, keyFile()));
        Duration timeout = read.duration(ConfigKey.OPENAI_TIMEOUT);
        int attempts = read.number(ConfigKey.OPENAI_ATTEMPTS, 1, 100);
        OpenAiSettings.Retries usual = settings.retries();
        return settings.withTimeouts(new OpenAiSettings.Timeouts(timeout, timeout.multipliedBy(ANSWERS_PER_TEXT)))
                .withRetries(new OpenAiSettings.Retries(attempts, usual.firstDelay(), usual.longestDelay()));
    }

    private @Nullable String keyFile() {
        return read.optional(ConfigKey.OPENAI_KEY_FILE)
                .map(file -> Path.of(file).toAbsolutePath().toString())
                .orElse(null);
    }

    private String needed(ConfigKey key) {
        return read.optional(key)
                .orElseThrow(() -> new UsageException(key.key() + " is not set, and "
                        + ConfigKey.GENERATOR_BACKEND.key() + "=openai needs it: " + key.help()));
    }

    private GeneratorSettings m6() {
        GeneratorSettings settings = GeneratorSettings.defaults();
        if (read.optional(ConfigKey.MODEL_DIR).isPresent()) {
            String folder = read.text(ConfigKey.MODEL_DIR);
            if (!Files.isRegularFile(Path.of(folder, "config.json"))) {
                throw new UsageException(
                        ConfigKey.MODEL_DIR.key() + ": " + folder + " is no model folder; it has no config.json");
            }
            settings = settings.withModelDir(Path.of(folder).toAbsolutePath().toString());
        }
        String device = read.text(ConfigKey.MODEL_DEVICE);
        settings = read.checked(ConfigKey.MODEL_DEVICE, settings::withDevice, device);
        if (read.optional(ConfigKey.MODEL_SLOTS).isPresent()) {
            settings = settings.withSlots(read.number(ConfigKey.MODEL_SLOTS, 1, 4096));
        }
        if (read.optional(ConfigKey.MODEL_THREADS).isPresent()) {
            settings = settings.withThreads(read.number(ConfigKey.MODEL_THREADS, 1, 256));
        }
        return settings.withQueueCapacity(read.number(ConfigKey.MODEL_QUEUE, 1, 1_000_000))
                .withTuning(tuning());
    }

    private Tuning tuning() {
        Tuning tuning = read.checked(
                ConfigKey.MODEL_PRECISION,
                name -> Tuning.defaults().withPrecision(Tuning.Precision.valueOf(name.toUpperCase(Locale.ROOT))),
                read.text(ConfigKey.MODEL_PRECISION));
        return read.checked(
                ConfigKey.MODEL_EXACT, exact -> tuning.withExact(yes(exact)), read.text(ConfigKey.MODEL_EXACT));
    }

    private static boolean yes(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("must be true or false, was \"" + value + "\"");
        }
        return value.equals("true");
    }
}
