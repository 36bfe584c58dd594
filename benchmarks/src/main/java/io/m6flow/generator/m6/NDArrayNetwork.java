package io.m6flow.generator.m6;

import ai.djl.modality.nlp.generate.CausalLMOutput;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The M6 maths in DJL's own array operations, in the form that DJL's search expects of a language model.
 *
 * <p>B rows, T new positions, C positions so far with the new ones, D hidden, H heads, K key-value heads, d head size,
 * V vocabulary. Every result belongs to the manager of the token ids that were put in. Confined to one thread.
 */
final class NDArrayNetwork {
    /** Far enough below every score, and no infinity: a row of padding alone must not become NaN. */
    private static final float UNSEEN = -1e9f;

    private static final int PER_LAYER = 7;

    private final ModelConfig config;
    private final List<NDArray> weights;
    private final NDArray cosines;
    private final NDArray sines;
    private final NDArray notTheEnd;

    /** @param weights in the order of {@link Weights#load}, on this manager */
    NDArrayNetwork(ModelConfig config, List<NDArray> weights, int end, NDManager manager) {
        this.config = config;
        this.weights = List.copyOf(weights);
        int half = config.headSize() / 2;
        float[] angles = new float[config.maxPositions() * config.headSize()];
        for (int position = 0; position < config.maxPositions(); position++) {
            for (int i = 0; i < config.headSize(); i++) {
                double exponent = 2.0 * (i % half) / config.headSize();
                angles[position * config.headSize() + i] = (float) (position / Math.pow(config.ropeTheta(), exponent));
            }
        }
        try (NDArray table = manager.create(angles, new Shape(config.maxPositions(), config.headSize()))) {
            cosines = table.cos();
            sines = table.sin();
        }
        float[] never = new float[config.vocabulary()];
        never[end] = UNSEEN;
        notTheEnd = manager.create(never);
    }

    /**
     * One pass over new tokens.
     *
     * @param input ids (B,T), positions (B,T), 1 where a position counts (B,C), and from the second pass on per layer
     *     keys and values (B,K,C-T,d), which are closed
     * @return logits of the last position (B,1,V), the end never the best, then the keys and values (B,K,C,d)
     */
    NDList forward(NDList input) {
        NDArray ids = input.get(0);
        NDArray positions = input.get(1);
        NDArray cos = embed(positions, cosines).expandDims(1);
        NDArray sin = embed(positions, sines).expandDims(1);
        NDArray mask = mask(input.get(2), ids.getShape().get(1));
        NDArray x = embed(ids, weights.get(0));
        NDList cache = new NDList();
        for (int layer = 0; layer < config.layers(); layer++) {
            NDArray pastKeys = input.size() > 3 ? input.get(3 + 2 * layer) : null;
            NDArray pastValues = input.size() > 3 ? input.get(4 + 2 * layer) : null;
            int w = 3 + PER_LAYER * layer;
            NDArray[] qkv = project(x, w);
            NDArray keys = append(pastKeys, rotate(qkv[1], cos, sin));
            NDArray values = append(pastValues, qkv[2]);
            cache.add(keys);
            cache.add(values);
            x = x.add(linear(attend(rotate(qkv[0], cos, sin), keys, values, mask), w + 3));
            x = x.add(feed(rms(x, w + 4), w + 5));
        }
        NDArray last = rms(x.get(":, -1:"), 1);
        return new NDList(linear(last, 2).add(notTheEnd)).addAll(cache);
    }

    static CausalLMOutput output(NDList result) {
        return new CausalLMOutput(result.get(0), result.subNDList(1));
    }

    private static NDArray embed(NDArray ids, NDArray table) {
        return Embedding.embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
    }

    private NDArray linear(NDArray x, int weight) {
        return Linear.linear(x, weights.get(weight)).singletonOrThrow();
    }

    private NDArray rms(NDArray x, int weight) {
        NDArray size =
                x.square().mean(new int[] {-1}, true).add(config.normEpsilon()).sqrt();
        return x.div(size).mul(weights.get(weight));
    }

    /** (B,T,D) to queries (B,H,T,d), keys and values (B,K,T,d). */
    private NDArray[] project(NDArray x, int w) {
        NDArray joined =
                Linear.linear(rms(x, w), weights.get(w + 1), weights.get(w + 2)).singletonOrThrow();
        Shape shape = x.getShape();
        int heads = config.heads();
        int kv = config.keyValueHeads();
        NDArray all = joined.reshape(shape.get(0), shape.get(1), heads + 2L * kv, config.headSize())
                .transpose(0, 2, 1, 3);
        NDList parts = all.split(new long[] {heads, heads + kv}, 1);
        return new NDArray[] {parts.get(0), parts.get(1), parts.get(2)};
    }

    private static NDArray rotate(NDArray x, NDArray cos, NDArray sin) {
        NDList halves = x.split(2, 3);
        NDArray turned = halves.get(1).neg().concat(halves.get(0), 3);
        return x.mul(cos).add(turned.mul(sin));
    }

    /** DJL's search lets go of the old cache without closing it; a long batch would not fit into memory. */
    private static NDArray append(@Nullable NDArray past, NDArray now) {
        if (past == null) {
            return now;
        }
        NDArray both = past.concat(now, 2);
        past.close();
        return both;
    }

    private NDArray attend(NDArray q, NDArray keys, NDArray values, NDArray mask) {
        int groups = config.heads() / config.keyValueHeads();
        NDArray k = groups == 1 ? keys : keys.repeat(1, groups);
        NDArray v = groups == 1 ? values : values.repeat(1, groups);
        NDArray scores = q.matMul(k.transpose(0, 1, 3, 2)).mul(1 / Math.sqrt(config.headSize()));
        NDArray mixed = scores.add(mask).softmax(-1).matMul(v);
        Shape shape = q.getShape();
        return mixed.transpose(0, 2, 1, 3)
                .reshape(shape.get(0), shape.get(2), (long) config.heads() * config.headSize());
    }

    private NDArray feed(NDArray x, int w) {
        NDList both = linear(x, w).split(2, 2);
        return linear(Activation.swish(both.get(0), 1).mul(both.get(1)), w + 1);
    }

    /** Added to scores (B,H,T,C): 0 where seen. In the first pass every source position sees the whole source. */
    private NDArray mask(NDArray counts, long fresh) {
        NDArray hidden = counts.toType(DataType.FLOAT32, true).sub(1).mul(-UNSEEN);
        NDArray mask = hidden.expandDims(1).expandDims(1);
        if (fresh > 1 && !config.bidirectionalSource()) {
            NDArray here = counts.getManager().arange(0, (float) fresh, 1, DataType.INT64);
            NDArray later = here.expandDims(0).gt(here.expandDims(1)).toType(DataType.FLOAT32, true);
            mask = mask.add(later.mul(UNSEEN));
        }
        return mask;
    }
}
