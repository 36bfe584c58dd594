package io.m6flow.launcher.config;

import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses what records on topics look like; keys that would do nothing are refused. */
record TopicFormats(ValueReader read) {

    TopicFormat chosen() {
        return read.optional(ConfigKey.SCHEMA_REGISTRY_URL)
                .map(url -> TopicFormat.registeredAt(registry(url)))
                .orElseGet(this::withoutRegistry);
    }

    private TopicFormat withoutRegistry() {
        read.refuseWithout(
                ConfigKey.SCHEMA_REGISTRY_URL,
                List.of(ConfigKey.SCHEMA_REGISTRY_USER, ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE));
        return TopicFormat.SELF_DESCRIBING;
    }

    private RegistrySettings registry(String url) {
        RegistrySettings settings =
                read.checked(ConfigKey.SCHEMA_REGISTRY_URL, address -> RegistrySettings.at(URI.create(address)), url);
        String user = read.text(ConfigKey.SCHEMA_REGISTRY_USER);
        if (user.isEmpty()) {
            read.refuseWithout(ConfigKey.SCHEMA_REGISTRY_USER, List.of(ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE));
            return settings;
        }
        var password = new RegistrySettings.PasswordSource(RegistrySettings.PASSWORD_VARIABLE, passwordFile());
        return read.checked(ConfigKey.SCHEMA_REGISTRY_USER, name -> settings.withUser(name, password), user);
    }

    private @Nullable String passwordFile() {
        return read.optional(ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE)
                .map(file -> Path.of(file).toAbsolutePath().toString())
                .orElse(null);
    }
}
