package io.m6flow.generator.m6;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.TextGenerator;

/** The engines of this process, counted by their leases. */
public final class SharedEngines {
    private SharedEngines() {}

    private static RuntimeException refusal(GeneratorSettings settings) {
        return new UnsupportedOperationException("the engine is not in this build: " + settings);
    }

    public static TextGenerator lease(GeneratorSettings settings) {
        if (settings.slots() > 0) {
            throw refusal(settings);
        }
        throw new IllegalStateException();
    }
}
