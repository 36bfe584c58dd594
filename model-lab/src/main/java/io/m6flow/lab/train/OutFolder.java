package io.m6flow.lab.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folder that training makes: the base's files, new weights, a card, and what training needs to go on. */
final class OutFolder {
    private static final String GENERATION = "generation_config.json";
    private static final String FREE = "copy_free";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> COPIED = List.of(
            "config.json",
            GENERATION,
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

    /** Copies all but the weights and the card, and notes what the model will have learned. */
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
            noteLearned();
        } catch (IOException e) {
            throw new TrainingException("cannot make " + settings.out() + ": " + e, e);
        }
    }

    private void noteLearned() throws IOException {
        Path file = settings.out().resolve(GENERATION);
        if (settings.learned().isEmpty()) {
            return;
        }
        ObjectNode generation =
                Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
        Set<String> free = new LinkedHashSet<>();
        generation.path(FREE).forEach(category -> free.add(category.asText()));
        free.addAll(settings.learned());
        free.forEach(generation.putArray(FREE)::add);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), generation);
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
