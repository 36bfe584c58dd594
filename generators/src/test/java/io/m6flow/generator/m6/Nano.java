package io.m6flow.generator.m6;

import java.nio.file.Path;

/** The first model, kept for tests: golden.json holds what Hugging Face computes with it. */
final class Nano {
    private static final ModelFolder FOLDER = ModelFolder.open(Path.of("src/test/resources/m6-nano"));

    private Nano() {}

    static ModelFolder folder() {
        return FOLDER;
    }
}
