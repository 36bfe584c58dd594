package io.m6flow.launcher.config;

import io.m6flow.sink.file.FileFormat;
import io.m6flow.sink.postgres.PasswordSource;
import io.m6flow.sink.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses where published content goes besides the topic and the view; keys that would do nothing are refused. */
record SinkChoices(ValueReader read) {

    MoreSinks chosen() {
        return new MoreSinks(files(), postgres());
    }

    private Optional<MoreSinks.Files> files() {
        Optional<String> directory = read.optional(ConfigKey.SINKS_FILES);
        if (directory.isEmpty()) {
            read.refuseWithout(
                    ConfigKey.SINKS_FILES, List.of(ConfigKey.SINKS_FILES_FORMAT, ConfigKey.SINKS_FILES_INTERVAL));
        }
        return directory.map(path -> new MoreSinks.Files(
                Path.of(path).toAbsolutePath(),
                read.checked(
                        ConfigKey.SINKS_FILES_FORMAT, SinkChoices::formats, read.text(ConfigKey.SINKS_FILES_FORMAT)),
                read.duration(ConfigKey.SINKS_FILES_INTERVAL)));
    }

    private static Set<FileFormat> formats(String names) {
        Set<FileFormat> formats = EnumSet.noneOf(FileFormat.class);
        for (String name : names.split(",", -1)) {
            formats.add(FileFormat.named(name.strip()));
        }
        return formats;
    }

    private Optional<PostgresSettings> postgres() {
        Optional<String> url = read.optional(ConfigKey.SINKS_POSTGRES_URL);
        if (url.isEmpty()) {
            read.refuseWithout(
                    ConfigKey.SINKS_POSTGRES_URL,
                    List.of(
                            ConfigKey.SINKS_POSTGRES_USER,
                            ConfigKey.SINKS_POSTGRES_PASSWORD_FILE,
                            ConfigKey.SINKS_POSTGRES_SCHEMA));
        }
        return url.map(this::postgres);
    }

    private PostgresSettings postgres(String url) {
        String user = read.text(ConfigKey.SINKS_POSTGRES_USER);
        PostgresSettings settings =
                read.checked(ConfigKey.SINKS_POSTGRES_URL, address -> PostgresSettings.of(address, user), url);
        String passwordFile = read.optional(ConfigKey.SINKS_POSTGRES_PASSWORD_FILE)
                .map(file -> Path.of(file).toAbsolutePath().toString())
                .orElse(null);
        return read.checked(
                ConfigKey.SINKS_POSTGRES_SCHEMA,
                settings.withPassword(new PasswordSource(PostgresSettings.PASSWORD_VARIABLE, passwordFile))::withSchema,
                read.text(ConfigKey.SINKS_POSTGRES_SCHEMA));
    }
}
