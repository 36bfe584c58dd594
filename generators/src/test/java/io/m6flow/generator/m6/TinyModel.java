package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model of a few random weights, written as a folder for tests of the format and of what m6-nano does not use. */
final class TinyModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, long[]> tensors = new LinkedHashMap<>();
    private final Map<String, Object> config = new LinkedHashMap<>();

    /** Four query heads share two key-value heads; the head is its own; sources are read from left to right. */
    TinyModel() {
        config.put("model_type", "qwen2");
        config.put("hidden_size", 16);
        config.put("num_hidden_layers", 2);
        config.put("num_attention_heads", 4);
        config.put("num_key_value_heads", 2);
        config.put("head_dim", 4);
        config.put("intermediate_size", 24);
        config.put("vocab_size", 20);
        config.put("max_position_embeddings", 64);
        config.put("tie_word_embeddings", false);
        tensor("model.embed_tokens.weight", 20, 16);
        tensor("model.norm.weight", 16);
        tensor("lm_head.weight", 20, 16);
        for (int layer = 0; layer < 2; layer++) {
            String p = "model.layers." + layer + ".";
            tensor(p + "input_layernorm.weight", 16);
            tensor(p + "post_attention_layernorm.weight", 16);
            tensor(p + "self_attn.q_proj.weight", 16, 16);
            tensor(p + "self_attn.q_proj.bias", 16);
            tensor(p + "self_attn.k_proj.weight", 8, 16);
            tensor(p + "self_attn.k_proj.bias", 8);
            tensor(p + "self_attn.v_proj.weight", 8, 16);
            tensor(p + "self_attn.v_proj.bias", 8);
            tensor(p + "self_attn.o_proj.weight", 16, 16);
            tensor(p + "mlp.gate_proj.weight", 24, 16);
            tensor(p + "mlp.up_proj.weight", 24, 16);
            tensor(p + "mlp.down_proj.weight", 16, 24);
        }
    }

    TinyModel tensor(String name, long... shape) {
        tensors.put(name, shape);
        return this;
    }

    TinyModel without(String name) {
        tensors.remove(name);
        return this;
    }

    ModelConfig config() {
        return ModelConfig.of(JSON.valueToTree(config));
    }

    /** Writes the weights in the number type given. */
    Path write(Path file, String dtype) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        List<byte[]> data = new ArrayList<>();
        long offset = 0;
        Random random = new Random(7);
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            byte[] bytes = numbers(tensor.getValue(), dtype, random);
            data.add(bytes);
            header.put(tensor.getKey(), Map.of("dtype", dtype, "shape", tensor.getValue(), "data_offsets", new long[] {
                offset, offset + bytes.length
            }));
            offset += bytes.length;
        }
        return write(file, header, data);
    }

    static Path write(Path file, Map<String, Object> header, List<byte[]> data) {
        try {
            byte[] head = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
            int size = 8 + head.length + data.stream().mapToInt(d -> d.length).sum();
            ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            out.putLong(head.length).put(head);
            data.forEach(out::put);
            return Files.write(file, out.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] numbers(long[] shape, String dtype, Random random) {
        int count = 1;
        for (long n : shape) {
            count *= (int) n;
        }
        int width = dtype.equals("F32") ? 4 : 2;
        ByteBuffer out = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            float value = (float) random.nextGaussian() / 4;
            if (dtype.equals("F32")) {
                out.putFloat(value);
            } else {
                out.putShort((short) (Float.floatToIntBits(value) >>> 16));
            }
        }
        return out.array();
    }
}
