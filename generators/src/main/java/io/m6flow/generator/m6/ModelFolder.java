package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model on disk: sizes, vocabulary, defaults per task, and the files that hold its weights.
 *
 * @param boundedCopy whether copy must keep to the source's own facts, and outside clothing to plain phrases: so
 *     unless {@code generation_config.json} says {@code "bounded_copy": false}, as a model may that learned all categories
 * @param digest SHA-256 over the names and bytes of the files that decide what the model writes
 */
record ModelFolder(
        Path path,
        String name,
        String digest,
        ModelConfig config,
        Vocabulary vocabulary,
        Map<String, Decoding> tasks,
        boolean boundedCopy,
        List<Path> weightFiles) {
    private static final ObjectMapper JSON = new ObjectMapper();

    ModelFolder {
        tasks = Map.copyOf(tasks);
        weightFiles = List.copyOf(weightFiles);
    }

    static ModelFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new GeneratorException("there is no model folder at " + folder.toAbsolutePath());
        }
        List<Path> weights = weightFiles(folder);
        List<Path> settings = Stream.of("config.json", "generation_config.json", "tokenizer.json")
                .map(folder::resolve)
                .toList();
        JsonNode generation = json(settings.get(1));
        Map<String, Decoding> tasks = new TreeMap<>();
        generation
                .path("task_defaults")
                .properties()
                .forEach(e -> tasks.put(e.getKey(), Decoding.of(e.getValue(), generation)));
        return new ModelFolder(
                folder,
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                digest(Stream.concat(settings.stream(), weights.stream()).toList()),
                ModelConfig.of(json(settings.get(0))),
                Vocabulary.of(json(settings.get(2))),
                tasks,
                generation.path("bounded_copy").asBoolean(true),
                weights);
    }

    private static List<Path> weightFiles(Path folder) {
        Path index = folder.resolve("model.safetensors.index.json");
        if (!Files.exists(index)) {
            return List.of(folder.resolve("model.safetensors"));
        }
        return json(index).path("weight_map").properties().stream()
                .map(e -> e.getValue().asText())
                .distinct()
                .sorted()
                .map(shard -> inside(folder, shard))
                .toList();
    }

    private static Path inside(Path folder, String shard) {
        Path file = folder.resolve(shard).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new GeneratorException("model.safetensors.index.json names a file outside its folder: " + shard);
        }
        return file;
    }

    private static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new GeneratorException(
                    "the model folder lacks " + file.getFileName() + " (looked for " + file.toAbsolutePath() + ")");
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new GeneratorException(file.getFileName() + " is not readable JSON: " + e.getMessage(), e);
        }
    }

    static String digest(List<Path> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (Path file : files) {
                sha.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
                try (InputStream in = Files.newInputStream(file)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        sha.update(buffer, 0, n);
                    }
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new GeneratorException("cannot read the model's files: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new GeneratorException("this Java lacks SHA-256", e);
        }
    }
}
