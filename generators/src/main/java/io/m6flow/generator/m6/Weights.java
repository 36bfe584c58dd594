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

    private final Safetensors files;
    private final ModelConfig config;
    private final Map<String, List<Long>> expected = new LinkedHashMap<>();

    private Weights(Safetensors files, ModelConfig config) {
        this.files = files;
        this.config = config;
    }

    /** Refuses a missing, unknown or ill-shaped tensor with its name and both shapes. */
    static Weights check(Safetensors files, ModelConfig config) {
        Weights weights = new Weights(files, config);
        weights.expect();
        weights.compare();
        return weights;
    }

    long parameters() {
        return expected.values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    /** Reads the tensors onto the manager's device; joined ones (q, k, v and gate, up) save calls at every step. */
    List<NDArray> load(NDManager manager) {
        List<NDArray> out = new ArrayList<>();
        NDArray embed = join(manager, EMBED);
        out.add(embed);
        out.add(join(manager, NORM));
        out.add(config.tiedHead() ? embed : join(manager, HEAD));
        for (int layer = 0; layer < config.layers(); layer++) {
            String p = "model.layers." + layer + ".";
            out.add(join(manager, p + "input_layernorm.weight"));
            out.add(join(
                    manager,
                    p + "self_attn.q_proj.weight",
                    p + "self_attn.k_proj.weight",
                    p + "self_attn.v_proj.weight"));
            out.add(join(
                    manager, p + "self_attn.q_proj.bias", p + "self_attn.k_proj.bias", p + "self_attn.v_proj.bias"));
            out.add(join(manager, p + "self_attn.o_proj.weight"));
            out.add(join(manager, p + "post_attention_layernorm.weight"));
            out.add(join(manager, p + "mlp.gate_proj.weight", p + "mlp.up_proj.weight"));
            out.add(join(manager, p + "mlp.down_proj.weight"));
        }
        return out;
    }

    private NDArray join(NDManager manager, String... names) {
        try (NDManager scratch = manager.newSubManager()) {
            NDList parts = new NDList();
            for (String name : names) {
                Shape shape = new Shape(
                        files.shape(name).stream().mapToLong(Long::longValue).toArray());
                parts.add(scratch.create(files.floats(name), shape, DataType.FLOAT32));
            }
            NDArray joined = names.length == 1 ? parts.get(0).duplicate() : NDArrays.concat(parts, 0);
            joined.attach(manager);
            joined.setRequiresGradient(false);
            return joined;
        }
    }

    private void expect() {
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
            expectLinear(p + "self_attn.q_proj", q, d);
            expectLinear(p + "self_attn.k_proj", kv, d);
            expectLinear(p + "self_attn.v_proj", kv, d);
            expected.put(p + "self_attn.o_proj.weight", List.of(d, q));
            expected.put(p + "mlp.gate_proj.weight", List.of(f, d));
            expected.put(p + "mlp.up_proj.weight", List.of(f, d));
            expected.put(p + "mlp.down_proj.weight", List.of(d, f));
        }
    }

    private void expectLinear(String name, long out, long in) {
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
