package io.m6flow.generator;

import io.m6flow.generator.m6.SharedEngines;

/** Where a {@link TextGenerator} comes from. */
public final class Generators {
    private Generators() {}

    /**
     * Leases the engine for these settings, starting it if this process has none yet.
     *
     * <p>Engines are shared by (model digest, device) and counted: the first lease's slots and threads hold for all,
     * and closing the last lease closes the engine.
     *
     * @throws GeneratorException when the model folder cannot be read or the device is not there
     */
    public static TextGenerator lease(GeneratorSettings settings) {
        return SharedEngines.lease(settings);
    }

    /**
     * Starts an engine of the caller's own, for measurements; closing it closes the engine.
     *
     * @throws GeneratorException as {@link #lease}
     */
    public static TextGenerator start(GeneratorSettings settings) {
        return SharedEngines.start(settings);
    }
}
