package io.m6flow.lab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The folder that training makes: the base's files, new weights, a card, and what training needs to go on. */
final class OutFolder {
    private static final List<String> COPIED = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja",
            "LICENSE",
            "NOTICE");

    private final TrainingSettings settings;

    OutFolder(TrainingSettings settings) {
        this.settings = settings;
    }

    Path weights() {
        return settings.out().resolve("model.safetensors");
    }

    /** Copies all but the weights and the card. */
    void prepare() {
        if (settings.out()
                .toAbsolutePath()
                .normalize()
                .equals(settings.base().toAbsolutePath().normalize())) {
            throw new TrainingException(
                    "the model to start from and the one to make are both " + settings.out() + "; give another --out");
        }
        try {
            Files.createDirectories(settings.folder());
            for (String name : COPIED) {
                Path file = settings.base().resolve(name);
                if (Files.exists(file)) {
                    Files.copy(file, settings.out().resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new TrainingException("cannot make " + settings.out() + ": " + e, e);
        }
    }

    void card(ModelCard card) {
        Path file = settings.out().resolve("README.md");
        try {
            Files.writeString(file, card.text());
        } catch (IOException e) {
            throw new TrainingException("cannot write " + file + ": " + e, e);
        }
    }
}
