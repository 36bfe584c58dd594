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
import java.util.TreeMap;

/** A model of a few random weights, written as a folder for tests of the format and of what m6-nano does not use. */
final class TinyModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The sizes of a model; {@code hidden} need not be {@code heads} times {@code headSize}. */
    record Sizes(int hidden, int layers, int heads, int keyValueHeads, int headSize, int feedForward, int vocabulary) {}

    final Map<String, long[]> tensors = new LinkedHashMap<>();
    final Map<String, Object> config = new LinkedHashMap<>();

    /** Four query heads share two key-value heads; the head is its own; sources are read from left to right. */
    TinyModel() {
        this(new Sizes(16, 2, 4, 2, 4, 24, 20), false);
    }

    TinyModel(Sizes sizes, boolean tied) {
        config.put("model_type", "qwen2");
        config.put("hidden_size", sizes.hidden());
        config.put("num_hidden_layers", sizes.layers());
        config.put("num_attention_heads", sizes.heads());
        config.put("num_key_value_heads", sizes.keyValueHeads());
        config.put("head_dim", sizes.headSize());
        config.put("intermediate_size", sizes.feedForward());
        config.put("vocab_size", sizes.vocabulary());
        config.put("max_position_embeddings", 160);
        config.put("tie_word_embeddings", tied);
        tensor("model.embed_tokens.weight", sizes.vocabulary(), sizes.hidden());
        tensor("model.norm.weight", sizes.hidden());
        if (!tied) {
            tensor("lm_head.weight", sizes.vocabulary(), sizes.hidden());
        }
        for (int layer = 0; layer < sizes.layers(); layer++) {
            layer("model.layers." + layer + ".", sizes);
        }
    }

    private void layer(String p, Sizes sizes) {
        int queries = sizes.heads() * sizes.headSize();
        int keys = sizes.keyValueHeads() * sizes.headSize();
        tensor(p + "input_layernorm.weight", sizes.hidden());
        tensor(p + "post_attention_layernorm.weight", sizes.hidden());
        tensor(p + "self_attn.q_proj.weight", queries, sizes.hidden());
        tensor(p + "self_attn.q_proj.bias", queries);
        tensor(p + "self_attn.k_proj.weight", keys, sizes.hidden());
        tensor(p + "self_attn.k_proj.bias", keys);
        tensor(p + "self_attn.v_proj.weight", keys, sizes.hidden());
        tensor(p + "self_attn.v_proj.bias", keys);
        tensor(p + "self_attn.o_proj.weight", sizes.hidden(), queries);
        tensor(p + "mlp.gate_proj.weight", sizes.feedForward(), sizes.hidden());
        tensor(p + "mlp.up_proj.weight", sizes.feedForward(), sizes.hidden());
        tensor(p + "mlp.down_proj.weight", sizes.hidden(), sizes.feedForward());
    }

    TinyModel tensor(String name, long... shape) {
        tensors.put(name, shape);
        return this;
    }

    TinyModel without(String name) {
        tensors.remove(name);
        return this;
    }

    TinyModel with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    ModelConfig config() {
        return ModelConfig.of(JSON.valueToTree(config));
    }

    /** The numbers of a tensor as its file will hold them in this number type. */
    float[] numbers(String name, String dtype) {
        int count = 1;
        for (long n : tensors.get(name)) {
            count *= (int) n;
        }
        Random random = new Random(name.hashCode());
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            float value = (float) random.nextGaussian() / 4 + (name.endsWith("norm.weight") ? 1 : 0);
            numbers[i] = Float.intBitsToFloat(Float.floatToIntBits(value) & mask(value, dtype));
        }
        return numbers;
    }

    /** The bits that are left of a 32-bit number. */
    private static int mask(float value, String dtype) {
        return switch (dtype) {
            case "BF16" -> 0xffff0000;
            case "F16" -> Math.abs(value) < 0x1p-14f ? 0 : 0xffffe000;
            default -> 0xffffffff;
        };
    }

    /** Writes all weights into one file, in the number type given. */
    Path write(Path file, String dtype) {
        return write(file, dtype, List.copyOf(tensors.keySet()));
    }

    /** Writes the tensors in turn into so many files, with their index. */
    void writeShards(Path folder, String dtype, int shards) {
        Map<String, String> places = new TreeMap<>();
        for (int shard = 0; shard < shards; shard++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
            List<String> own = new ArrayList<>();
            int at = 0;
            for (String name : tensors.keySet()) {
                if (at++ % shards == shard) {
                    own.add(name);
                    places.put(name, file);
                }
            }
            write(folder.resolve(file), dtype, own);
        }
        json(folder.resolve("model.safetensors.index.json"), Map.of("weight_map", places));
    }

    Path write(Path file, String dtype, List<String> names) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        List<byte[]> data = new ArrayList<>();
        long offset = 0;
        for (String name : names) {
            byte[] bytes = bytes(numbers(name, dtype), dtype);
            data.add(bytes);
            header.put(name, Map.of("dtype", dtype, "shape", tensors.get(name), "data_offsets", new long[] {
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

    static void json(Path file, Object value) {
        try {
            Files.write(file, JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(float[] numbers, String dtype) {
        ByteBuffer out = ByteBuffer.allocate(numbers.length * (dtype.equals("F32") ? 4 : 2))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            int bits = Float.floatToIntBits(number);
            switch (dtype) {
                case "F32" -> out.putFloat(number);
                case "BF16" -> out.putShort((short) (bits >>> 16));
                default -> out.putShort(half(bits));
            }
        }
        return out.array();
    }

    /** Of a number that a half can hold: its sign, its exponent moved, its first ten bits of fraction. */
    private static short half(int bits) {
        int sign = (bits >>> 16) & 0x8000;
        int exponent = (bits >>> 23) & 0xff;
        return (short) (exponent == 0 ? sign : sign | ((exponent - 112) << 10) | ((bits >>> 13) & 0x3ff));
    }
}
