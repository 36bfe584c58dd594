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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model on disk: sizes, vocabulary, defaults per task, and the files that hold its weights.
 *
 * @param summaryExcerpt whether a summary is picked among the source's own clauses: so where {@code
 *     generation_config.json} says {@code "summary_excerpt": true}, as a small model should that invents when it sums up
 *     freely
 * @param digest SHA-256 over the names and bytes of the files that decide what the model writes
 */
record ModelFolder(
        Path path,
        String name,
        String digest,
        ModelConfig config,
        Vocabulary vocabulary,
        Map<String, Decoding> tasks,
        CopyBounds copy,
        boolean summaryExcerpt,
        ProductSource productSource,
        List<Path> weightFiles) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GENERATION = "generation_config.json";
    private static final String ENDS = "eos_token_id";

    ModelFolder {
        tasks = Map.copyOf(tasks);
        weightFiles = List.copyOf(weightFiles);
    }

    static ModelFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new GeneratorException("there is no model folder at " + folder.toAbsolutePath());
        }
        List<Path> weights = WeightFiles.of(folder);
        JsonNode configuration = json(folder.resolve("config.json"));
        ModelConfig config = ModelConfig.of(configuration);
        boolean chat = config.type().equals("qwen2");
        JsonNode generation = chat ? optional(folder.resolve(GENERATION)) : json(folder.resolve(GENERATION));
        Vocabulary vocabulary = Vocabulary.of(json(folder.resolve("tokenizer.json")), ends(generation, configuration));
        CopyBounds copy = CopyBounds.of(generation, !chat);
        checkFit(vocabulary, config, copy.bounded());
        return new ModelFolder(
                folder,
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                digest(Stream.concat(settings(folder).stream(), weights.stream())
                        .toList()),
                config,
                vocabulary,
                chat ? ChatTasks.read().decoding(generation) : tasks(generation),
                copy,
                generation.path("summary_excerpt").asBoolean(false),
                ProductSource.of(generation.path("product_source").asText("attributes")),
                weights);
    }

    /** The files beside the weights that decide what the model writes; those that need not be are left out. */
    private static List<Path> settings(Path folder) {
        List<String> required = List.of("config.json", "tokenizer.json");
        return Stream.of("config.json", GENERATION, "tokenizer.json", ChatTemplate.CONFIG, ChatTemplate.FILE)
                .filter(name -> required.contains(name) || Files.exists(folder.resolve(name)))
                .map(folder::resolve)
                .toList();
    }

    private static Map<String, Decoding> tasks(JsonNode generation) {
        Map<String, Decoding> tasks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> task : generation.path("task_defaults").properties()) {
            tasks.put(task.getKey(), decoding(task.getKey(), task.getValue(), generation));
        }
        return tasks;
    }

    static Decoding decoding(String task, JsonNode own, JsonNode generation) {
        try {
            return Decoding.of(own, generation);
        } catch (IllegalArgumentException e) {
            throw new GeneratorException(GENERATION + ", task " + task + ": " + e.getMessage(), e);
        }
    }

    /** What {@code eos_token_id} says: one id, a list, or nothing. */
    private static List<Integer> ends(JsonNode generation, JsonNode config) {
        JsonNode ids = generation.has(ENDS) ? generation.path(ENDS) : config.path(ENDS);
        if (ids.isIntegralNumber()) {
            return List.of(ids.asInt());
        }
        List<Integer> ends = new ArrayList<>();
        ids.forEach(id -> ends.add(id.asInt(-1)));
        return ends;
    }

    private static void checkFit(Vocabulary vocabulary, ModelConfig config, boolean bounded) {
        if (vocabulary.size() > config.vocabulary()) {
            throw new GeneratorException("tokenizer.json has " + vocabulary.size()
                    + " tokens, more than the vocab_size " + config.vocabulary() + " of config.json");
        }
        if (bounded && !(vocabulary instanceof CharacterVocabulary)) {
            throw new GeneratorException(GENERATION + ": bounded_copy needs a vocabulary of single characters;"
                    + " leave it out or set it to false");
        }
    }

    static JsonNode nothing() {
        return JSON.createObjectNode();
    }

    private static JsonNode optional(Path file) {
        return Files.exists(file) ? json(file) : nothing();
    }

    static JsonNode json(Path file) {
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
