package io.m6flow.lab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.m6.TrainingNetwork;
import io.m6flow.lab.train.LessonFeed.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One file from which training goes on as if it had not been broken off: weights, moments, progress and settings. */
final class Checkpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "settings";

    private final Path file;
    private final JsonNode settings;

    /** @param settings what must be the same for training to go on */
    Checkpoint(Path folder, JsonNode settings) {
        this.file = folder.resolve("checkpoint.safetensors");
        this.settings = settings;
    }

    Path file() {
        return file;
    }

    /** Appears whole or not at all, so that a kill leaves the one before. */
    void save(TrainingNetwork network, Progress progress) {
        ObjectNode note = JSON.createObjectNode();
        note.set(SETTINGS, settings);
        note.put("half", network.usesHalf());
        note.put("step", progress.step());
        note.put("seconds", progress.seconds());
        note.put("tokens", progress.tokens());
        note.put("targets", progress.targets());
        if (Double.isFinite(progress.best())) {
            note.put("best", progress.best());
        }
        note.put("bestStep", progress.bestStep());
        ArrayNode places = note.putArray("places");
        progress.places()
                .forEach(place -> places.addObject().put("drawn", place.drawn()).put("targets", place.targets()));
        network.save(file, note.toString());
    }

    /** Takes up the checkpoint of the folder, if it holds one. */
    Optional<Progress> resume(TrainingNetwork network) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode note = note();
        refuseOthers(note.path(SETTINGS));
        network.restore(file);
        network.useHalf(note.path("half").asBoolean());
        List<Place> places = new ArrayList<>();
        note.path("places")
                .forEach(place -> places.add(new Place(
                        place.path("drawn").asLong(), place.path("targets").asLong())));
        return Optional.of(new Progress(
                note.path("step").asLong(),
                note.path("seconds").asDouble(),
                note.path("tokens").asLong(),
                note.path("targets").asLong(),
                places,
                note.path("best").asDouble(Double.POSITIVE_INFINITY),
                note.path("bestStep").asLong()));
    }

    private JsonNode note() {
        try {
            return JSON.readTree(TrainingNetwork.noteOf(file));
        } catch (JsonProcessingException e) {
            throw new TrainingException(file + " is no checkpoint of this program; move it away to start anew", e);
        }
    }

    private void refuseOthers(JsonNode kept) {
        TreeSet<String> names = new TreeSet<>();
        kept.fieldNames().forEachRemaining(names::add);
        settings.fieldNames().forEachRemaining(names::add);
        List<String> differing = names.stream()
                .filter(name -> !kept.path(name).equals(settings.path(name)))
                .map(name -> name + " was " + kept.path(name) + ", is " + settings.path(name))
                .toList();
        if (!differing.isEmpty()) {
            throw new TrainingException(
                    file.getParent() + " holds a checkpoint of other settings: " + String.join("; ", differing)
                            + ". Use the same settings to go on, or another --out to start anew");
        }
    }
}
