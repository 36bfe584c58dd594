package io.m6flow.schema.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registries that this process asks, one per settings: however many parts of a job read and write, a schema is
 * asked for once. Safe for many threads.
 */
public final class SharedRegistries {
    private static final Map<RegistrySettings, SchemaRegistry> REGISTRIES = new ConcurrentHashMap<>();

    private SharedRegistries() {}

    /**
     * The registry of these settings. No connection is opened before the first question.
     *
     * @throws RegistryException if the password cannot be read
     */
    public static SchemaRegistry at(RegistrySettings settings) {
        return REGISTRIES.computeIfAbsent(settings, SharedRegistries::open);
    }

    private static SchemaRegistry open(RegistrySettings settings) {
        HttpRegistry http = new HttpRegistry(settings, Credentials.read(settings, System.getenv()));
        return new CachingRegistry(new PatientRegistry(http, settings.patience()), System::nanoTime);
    }
}
