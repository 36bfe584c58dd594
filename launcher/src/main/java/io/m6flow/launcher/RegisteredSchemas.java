package io.m6flow.launcher;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.codec.TopicSchemas;
import io.m6flow.schema.registry.RegistryException;

/** The schemas of our topics in the registry, if one is configured. */
final class RegisteredSchemas {
    private RegisteredSchemas() {}

    /** Registers what is missing. Whatever speaks against it is said before anything is started. */
    static void check(Settings settings) {
        try {
            TopicSchemas.register(settings.topicFormat());
        } catch (RegistryException e) {
            throw new UsageException(ConfigKey.SCHEMA_REGISTRY_URL.key() + ": " + e.getMessage());
        }
    }
}
