package io.m6flow.generator;

import io.m6flow.generator.m6.SharedEngines;
import io.m6flow.generator.openai.SharedClients;

/** Where a {@link TextGenerator} comes from. */
public final class Generators {
    private Generators() {}

    /**
     * Leases the engine or the client for these settings, starting it if this process has none yet.
     *
     * <p>Engines are shared by (model digest, device), clients by all of their settings, and counted: the first lease's
     * slots and threads hold for all, and closing the last lease closes the engine or client.
     *
     * @throws GeneratorException when the model folder or the key cannot be read or the device is not there; a server
     *     that does not answer is no such fault, since it may later
     */
    public static TextGenerator lease(BackEnd backEnd) {
        return backEnd.fold(SharedEngines::lease, SharedClients::lease);
    }

    /**
     * What {@link ModelCard#digest} of this model will be; the folder is looked through, and nothing is started.
     *
     * @param folder empty for the embedded model
     * @throws GeneratorException when it is no model folder
     */
    public static String digest(String folder) {
        return SharedEngines.digest(folder.isEmpty() ? null : folder);
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
