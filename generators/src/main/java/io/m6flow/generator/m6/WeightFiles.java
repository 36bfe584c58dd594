package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the files of a model's weights: one, or the shards that {@code model.safetensors.index.json} names. */
final class WeightFiles {
    static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";

    private WeightFiles() {}

    /** Refuses a shard that is missing or elsewhere, and a tensor that is not where the index says, or twice. */
    static List<Path> of(Path folder) {
        if (!Files.exists(folder.resolve(INDEX))) {
            return List.of(present(folder.resolve(SINGLE), SINGLE));
        }
        Map<String, Path> places = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                ModelFolder.json(folder.resolve(INDEX)).path("weight_map").properties()) {
            places.put(entry.getKey(), inside(folder, entry.getValue().asText()));
        }
        if (places.isEmpty()) {
            throw new GeneratorException(INDEX + " names no tensor: its weight_map is missing or empty");
        }
        List<Path> shards = places.values().stream().distinct().sorted().toList();
        shards.forEach(shard -> present(shard, INDEX));
        compare(places, Safetensors.open(shards));
        return shards;
    }

    private static Path inside(Path folder, String shard) {
        Path file = folder.resolve(shard).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new GeneratorException(INDEX + " names a file outside its folder: " + shard);
        }
        return file;
    }

    private static Path present(Path file, String wanted) {
        if (!Files.isRegularFile(file)) {
            throw new GeneratorException("the model folder lacks " + file.getFileName() + ", wanted as " + wanted
                    + " (looked for " + file.toAbsolutePath() + ")");
        }
        return file;
    }

    private static void compare(Map<String, Path> places, Safetensors shards) {
        places.forEach((tensor, file) -> {
            Path found = shards.fileOf(tensor);
            if (!file.equals(found)) {
                throw new GeneratorException(INDEX + " says that tensor " + tensor + " is in " + file.getFileName()
                        + ", but it is in " + (found == null ? "none of the shards" : found.getFileName()));
            }
        });
    }
}
