package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A model that has learned nothing yet.
 *
 * @param feed width of the feed-forward part
 * @param positions tokens that a source and its target may have together
 */
public record NewModel(int hidden, int layers, int heads, int feed, int positions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Vocabularies are filled up to a multiple of this, for the sake of matrix products. */
    private static final int BLOCK = 64;

    private static final double SPREAD = 0.02;
    private static final String DEFAULTS = "new-model-generation.json";

    public NewModel {
        for (int size : new int[] {hidden, layers, heads, feed, positions}) {
            if (size < 1) {
                throw new IllegalArgumentException("hidden, layers, heads, feed and positions must be at least 1");
            }
        }
        if (hidden % (2 * heads) != 0) {
            throw new IllegalArgumentException(
                    "hidden (" + hidden + ") must be an even multiple of heads (" + heads + ")");
        }
    }

    /** Writes a model folder with this tokenizer and random weights that depend on the seed alone. */
    public void write(Path folder, Path tokenizer, long seed) {
        Vocabulary vocabulary = Vocabulary.of(ModelFolder.json(tokenizer), List.of());
        ObjectNode json = config(vocabulary);
        try (InputStream defaults = NewModel.class.getResourceAsStream(DEFAULTS)) {
            if (defaults == null) {
                throw new GeneratorException("the resource " + DEFAULTS + " is missing from this build");
            }
            Files.createDirectories(folder);
            Files.copy(tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(defaults, folder.resolve("generation_config.json"), StandardCopyOption.REPLACE_EXISTING);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("config.json").toFile(), json);
        } catch (IOException e) {
            throw new GeneratorException("cannot write a new model to " + folder + ": " + e, e);
        }
        weights(ModelConfig.of(json), folder.resolve("model.safetensors"), new SplittableRandom(seed));
    }

    private ObjectNode config(Vocabulary vocabulary) {
        ObjectNode json = JSON.createObjectNode();
        json.putArray("architectures").add("M6ForConditionalGeneration");
        json.put("model_type", "m6");
        json.put("hidden_size", hidden);
        json.put("num_hidden_layers", layers);
        json.put("num_attention_heads", heads);
        json.put("num_key_value_heads", heads);
        json.put("head_dim", hidden / heads);
        json.put("intermediate_size", feed);
        json.put("vocab_size", (vocabulary.size() + BLOCK - 1) / BLOCK * BLOCK);
        json.put("max_position_embeddings", positions);
        json.put("rms_norm_eps", 1e-6);
        json.put("rope_theta", 10_000.0);
        json.put("hidden_act", "silu");
        json.put("attention_bias", true);
        json.put("tie_word_embeddings", true);
        json.put("prefix_attention", "bidirectional");
        json.put("bos_token_id", vocabulary.control("<bos>"));
        json.put("eos_token_id", vocabulary.end());
        json.put("pad_token_id", vocabulary.control("<pad>"));
        return json;
    }

    private void weights(ModelConfig config, Path file, RandomGenerator random) {
        SafetensorsWriter writer = SafetensorsWriter.ofFloats(Map.of("format", "pt"));
        Weights.expected(config).forEach((name, shape) -> writer.add(name, shape, () -> numbers(name, shape, random)));
        writer.write(file);
    }

    /** Norms let all through, biases add nothing; what adds to the residual is damped by the depth. */
    private ByteBuffer numbers(String name, List<Long> shape, RandomGenerator random) {
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        boolean adds = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
        double spread = adds ? SPREAD / Math.sqrt(2.0 * layers) : SPREAD;
        ByteBuffer numbers =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            double value = shape.size() > 1 ? random.nextGaussian() * spread : name.endsWith("bias") ? 0 : 1;
            numbers.putFloat((float) value);
        }
        return numbers.flip();
    }
}
