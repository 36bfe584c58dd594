package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.util.List;
import java.util.Set;

/**
 * The sizes of a model, from its {@code config.json}; the keys are those of Hugging Face's Qwen2.
 *
 * @param type {@code m6} or {@code qwen2}
 */
record ModelConfig(
        String type,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForward,
        int vocabulary,
        int maxPositions,
        double normEpsilon,
        double ropeTheta,
        boolean tiedHead,
        boolean bidirectionalSource) {

    ModelConfig {
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new GeneratorException("config.json: num_attention_heads (" + heads
                    + ") must be a multiple of num_key_value_heads (" + keyValueHeads + ")");
        }
        if (headSize < 2 || headSize % 2 != 0) {
            throw new GeneratorException("config.json: head_dim must be even, was " + headSize);
        }
    }

    static ModelConfig of(JsonNode json) {
        String type = json.path("model_type").asText();
        if (!Set.of("m6", "qwen2").contains(type)) {
            throw new GeneratorException("config.json: model_type must be m6 or qwen2, was '" + type + "'");
        }
        String prefix = json.path("prefix_attention").asText("causal");
        if (!Set.of("bidirectional", "causal").contains(prefix)) {
            throw new GeneratorException(
                    "config.json: prefix_attention must be bidirectional or causal, was '" + prefix + "'");
        }
        refuseWhatIsNotDone(json);
        int hidden = size(json, "hidden_size");
        int heads = size(json, "num_attention_heads");
        return new ModelConfig(
                type,
                hidden,
                size(json, "num_hidden_layers"),
                heads,
                json.path("num_key_value_heads").asInt(heads),
                json.path("head_dim").asInt(hidden / heads),
                size(json, "intermediate_size"),
                size(json, "vocab_size"),
                size(json, "max_position_embeddings"),
                json.path("rms_norm_eps").asDouble(1e-6),
                json.path("rope_theta")
                        .asDouble(
                                json.path("rope_parameters").path("rope_theta").asDouble(10_000)),
                json.path("tie_word_embeddings").asBoolean(false),
                prefix.equals("bidirectional"));
    }

    /** What would change the maths is refused by name; a model that ran without it would write nonsense. */
    private static void refuseWhatIsNotDone(JsonNode json) {
        for (String key : List.of("rope_scaling", "rope_parameters")) {
            JsonNode rope = json.path(key);
            String kind = rope.path("rope_type").asText(rope.path("type").asText("default"));
            if (!kind.equals("default")) {
                throw notDone(key, kind);
            }
        }
        if (json.path("use_sliding_window").asBoolean(false)) {
            throw notDone("use_sliding_window", "true");
        }
        json.path("layer_types").forEach(layer -> {
            if (!layer.asText().equals("full_attention")) {
                throw notDone("layer_types", layer.asText());
            }
        });
        String activation = json.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw notDone("hidden_act", activation);
        }
        if (json.path("quantization_config").isObject()) {
            throw notDone(
                    "quantization_config",
                    json.path("quantization_config").path("quant_method").asText("any"));
        }
    }

    private static GeneratorException notDone(String key, String value) {
        return new GeneratorException(
                "config.json: " + key + " (" + value + ") is not supported; use a checkpoint without it");
    }

    private static int size(JsonNode json, String key) {
        int value = json.path(key).asInt();
        if (value < 1) {
            throw new GeneratorException("config.json: " + key + " must be a number of at least 1");
        }
        return value;
    }
}
