package io.m6flow.launcher;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of waivers, YAML or JSON: {@code waivers: [{tenant, kinds, requestedBy, agreement, since, until}]}. What is
 * wrong in it is a UsageException that says which waiver.
 */
final class WaiversFile {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WaiversFile() {}

    private record Waivers(List<Entry> waivers) {}

    /** As written; what is missing is null. */
    private record Entry(
            @Nullable String tenant,
            @Nullable List<Kind> kinds,
            @Nullable String requestedBy,
            @Nullable String agreement,
            @Nullable String since,
            @Nullable String until) {}

    /** The labels that the settings ask for, with the waivers of the file that they name. */
    static LabelPolicy heeded(Settings settings) {
        return settings.waivers()
                .map(file -> settings.labels().withWaivers(read(file)))
                .orElse(settings.labels());
    }

    static List<Waiver> read(Path file) {
        try {
            Waivers written = YAML.readValue(Files.readString(file), Waivers.class);
            if (written == null || written.waivers() == null) {
                throw new IllegalArgumentException("it must hold a list named waivers, and nothing else");
            }
            List<Waiver> waivers = new ArrayList<>();
            for (Entry entry : written.waivers()) {
                waivers.add(waiver(entry, waivers.size() + 1));
            }
            return waivers;
        } catch (JsonProcessingException e) {
            throw unusable(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw unusable(file, "it cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException unusable(Path file, String why) {
        return new UsageException("label.waivers-file: " + file + " cannot be used; " + why);
    }

    private static Waiver waiver(@Nullable Entry entry, int number) {
        try {
            if (entry == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return new Waiver(
                    new TenantId(said(entry.tenant(), "tenant")),
                    kinds(entry.kinds()),
                    said(entry.requestedBy(), "requestedBy"),
                    said(entry.agreement(), "agreement"),
                    Moment.read("since", said(entry.since(), "since")),
                    until(entry.until()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("waiver " + number + ": " + e.getMessage());
        }
    }

    private static String said(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    private static Set<Kind> kinds(@Nullable List<Kind> named) {
        return named == null ? EnumSet.allOf(Kind.class) : Set.copyOf(named);
    }

    private static @Nullable Instant until(@Nullable String written) {
        return written == null ? null : Moment.read("until", written);
    }
}
