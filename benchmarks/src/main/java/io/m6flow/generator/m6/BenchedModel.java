package io.m6flow.generator.m6;

import io.m6flow.generator.Prompt;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model folder as the measurements see it: what its prompts become, and what the small parts are made of. */
final class BenchedModel {
    private final ModelFolder folder;
    private final PromptTemplates templates;

    private BenchedModel(ModelFolder folder) {
        this.folder = folder;
        this.templates = new PromptTemplates(folder);
    }

    /** Null for the embedded one. */
    static BenchedModel open(@Nullable String modelDir) {
        return new BenchedModel(modelDir == null ? EmbeddedModel.open() : ModelFolder.open(Path.of(modelDir)));
    }

    ModelFolder folder() {
        return folder;
    }

    Vocabulary vocabulary() {
        return folder.vocabulary();
    }

    int end() {
        return folder.vocabulary().control("<eos>");
    }

    Weights weights() {
        return Weights.check(Safetensors.open(folder.weightFiles()), folder.config());
    }

    /** What the engine would do for this prompt; nothing when it would refuse or only pick. */
    Optional<Plan.Write> write(Prompt prompt) {
        return templates.plan(prompt) instanceof Plan.Write write ? Optional.of(write) : Optional.empty();
    }
}
