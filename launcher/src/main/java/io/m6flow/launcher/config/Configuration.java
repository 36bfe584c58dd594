package io.m6flow.launcher.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.m6flow.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of all keys, read once. A flag wins over the environment, that over the file, that over the
 * stand-in; an unknown key is refused with the nearest known one.
 */
public final class Configuration {
    private final Map<ConfigKey, String> values;

    private Configuration(Map<ConfigKey, String> values) {
        this.values = values;
    }

    /**
     * Reads the three sources.
     *
     * @param file m6flow.yaml, or null
     * @param flags by key name
     */
    public static Configuration read(
            @Nullable Path file, Map<String, String> environment, Map<ConfigKey, String> flags) {
        Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
        ConfigKey.all().forEach(key -> values.put(key, key.standIn()));
        if (file != null) {
            values.putAll(fromFile(file));
        }
        values.putAll(fromEnvironment(environment));
        values.putAll(flags);
        return new Configuration(values);
    }

    public String text(ConfigKey key) {
        return values.getOrDefault(key, key.standIn());
    }

    public boolean isSet(ConfigKey key) {
        return !text(key).isBlank();
    }

    private static Map<ConfigKey, String> fromFile(Path file) {
        try {
            JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
            Map<String, String> flat = new TreeMap<>();
            flatten("", root, flat);
            Map<ConfigKey, String> found = new EnumMap<>(ConfigKey.class);
            flat.forEach((key, value) -> found.put(ConfigKey.named(key, file.toString()), value));
            return found;
        } catch (JsonProcessingException e) {
            throw new UsageException(file + " is not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** {@code review: {policy: manual}} and {@code review.policy: manual} say the same. */
    private static void flatten(String prefix, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue(), flat));
        } else if (!prefix.isEmpty()) {
            flat.put(prefix, node.isNull() ? "" : node.asText());
        }
    }

    private static Map<ConfigKey, String> fromEnvironment(Map<String, String> environment) {
        Map<ConfigKey, String> found = new EnumMap<>(ConfigKey.class);
        ConfigKey.all().forEach(key -> {
            String value = environment.get(key.environmentVariable());
            if (value != null) {
                found.put(key, value);
            }
        });
        return found;
    }
}
