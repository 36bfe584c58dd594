package io.m6flow.generator.m6;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.m6flow.generator.GeneratorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tensors of a model: checked by name and shape, then laid out in the order that {@code m6.py} reads. */
final class Weights {
    private static final String EMBED = "model.embed_tokens.weight";
    private static final String NORM = "model.norm.weight";
    private static final String HEAD = "lm_head.weight";
    private static final int HEAD_AT = 2;

    private final Safetensors files;
    private final ModelConfig config;
    private final Map<String, List<Long>> expected;

    private Weights(Safetensors files, ModelConfig config) {
        this.files = files;
        this.config = config;
        this.expected = expected(config);
    }

    /** Refuses a missing, unknown or ill-shaped tensor with its name and both shapes. */
    static Weights check(Safetensors files, ModelConfig config) {
        Weights weights = new Weights(files, config);
        weights.compare();
        return weights;
    }

    long parameters() {
        return expected.values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    /** Reads the tensors onto the manager's device, in the order of {@link #layout}; a tied head is the embedding. */
    List<NDArray> load(NDManager manager) {
        List<NDArray> out = new ArrayList<>();
        for (List<String> names : layout()) {
            out.add(join(manager, names));
            if (config.tiedHead() && out.size() == HEAD_AT) {
                out.add(out.get(0));
            }
        }
        return out;
    }

    /** The names behind each distinct tensor that {@code m6.py} reads; joined ones (q, k, v and gate, up) save calls. */
    List<List<String>> layout() {
        List<List<String>> out = new ArrayList<>(List.of(List.of(EMBED), List.of(NORM)));
        if (!config.tiedHead()) {
            out.add(List.of(HEAD));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String p = "model.layers." + layer + ".";
            String a = p + "self_attn.";
            out.add(List.of(p + "input_layernorm.weight"));
            out.add(List.of(a + "q_proj.weight", a + "k_proj.weight", a + "v_proj.weight"));
            out.add(List.of(a + "q_proj.bias", a + "k_proj.bias", a + "v_proj.bias"));
            out.add(List.of(a + "o_proj.weight"));
            out.add(List.of(p + "post_attention_layernorm.weight"));
            out.add(List.of(p + "mlp.gate_proj.weight", p + "mlp.up_proj.weight"));
            out.add(List.of(p + "mlp.down_proj.weight"));
        }
        return out;
    }

    private NDArray join(NDManager manager, List<String> names) {
        try (NDManager scratch = manager.newSubManager()) {
            NDList parts = new NDList();
            for (String name : names) {
                Shape shape = new Shape(
                        files.shape(name).stream().mapToLong(Long::longValue).toArray());
                parts.add(scratch.create(files.floats(name), shape, DataType.FLOAT32));
            }
            NDArray joined = names.size() == 1 ? parts.get(0).duplicate() : NDArrays.concat(parts, 0);
            joined.attach(manager);
            joined.setRequiresGradient(false);
            return joined;
        }
    }

    /** The shapes of a model's tensors, by name. */
    static Map<String, List<Long>> expected(ModelConfig config) {
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        long d = config.hidden();
        long q = (long) config.heads() * config.headSize();
        long kv = (long) config.keyValueHeads() * config.headSize();
        long f = config.feedForward();
        expected.put(EMBED, List.of((long) config.vocabulary(), d));
        expected.put(NORM, List.of(d));
        if (!config.tiedHead()) {
            expected.put(HEAD, List.of((long) config.vocabulary(), d));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String p = "model.layers." + layer + ".";
            expected.put(p + "input_layernorm.weight", List.of(d));
            expected.put(p + "post_attention_layernorm.weight", List.of(d));
            linear(p + "self_attn.q_proj", q, d, expected);
            linear(p + "self_attn.k_proj", kv, d, expected);
            linear(p + "self_attn.v_proj", kv, d, expected);
            expected.put(p + "self_attn.o_proj.weight", List.of(d, q));
            expected.put(p + "mlp.gate_proj.weight", List.of(f, d));
            expected.put(p + "mlp.up_proj.weight", List.of(f, d));
            expected.put(p + "mlp.down_proj.weight", List.of(d, f));
        }
        return expected;
    }

    private static void linear(String name, long out, long in, Map<String, List<Long>> expected) {
        expected.put(name + ".weight", List.of(out, in));
        expected.put(name + ".bias", List.of(out));
    }

    private void compare() {
        Set<String> there = files.names();
        expected.forEach((name, shape) -> {
            if (!there.contains(name)) {
                throw new GeneratorException(
                        "the weights lack tensor " + name + "; expected shape " + shape + ", found none");
            }
            if (!shape.equals(files.shape(name))) {
                throw new GeneratorException(
                        "tensor " + name + " has shape " + files.shape(name) + ", expected " + shape);
            }
        });
        Set<String> unknown = new TreeSet<>(there);
        unknown.removeAll(expected.keySet());
        if (config.tiedHead()) {
            unknown.remove(HEAD);
        }
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw new GeneratorException("the weights hold an unknown tensor " + name + " of shape " + files.shape(name)
                    + "; expected none of this name");
        }
    }
}
