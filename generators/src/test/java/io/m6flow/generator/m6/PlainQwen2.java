package io.m6flow.generator.m6;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The maths of Qwen2 in plain Java and double precision: one row of tokens at a time, no cache, no batch, every formula
 * written out. Slow, and meant to be read beside the paper.
 *
 * <p>Written apart from {@code m6.py}, which it judges.
 */
final class PlainQwen2 {
    private final ModelConfig config;
    private final Function<String, float[]> weights;

    PlainQwen2(ModelConfig config, Function<String, float[]> weights) {
        this.config = config;
        this.weights = weights;
    }

    /** The logits after each token. The first {@code sourceLength} tokens are the source, the others what was written. */
    double[][] read(int[] tokens, int sourceLength) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = row("model.embed_tokens.weight", tokens[t]);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String name = "model.layers." + layer + ".";
            lookAround(x, name, sourceLength);
            thinkOver(x, name);
        }
        String head = config.tiedHead() ? "model.embed_tokens.weight" : "lm_head.weight";
        double[][] logits = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            logits[t] = times(head, normed(x[t], "model.norm.weight"));
        }
        return logits;
    }

    /** Each position gathers what the positions that it may see have to tell: x += Wo · attention(rms(x)). */
    private void lookAround(double[][] x, String layer, int sourceLength) {
        int n = x.length;
        double[][] queries = new double[n][];
        double[][] keys = new double[n][];
        double[][] values = new double[n][];
        for (int t = 0; t < n; t++) {
            double[] normed = normed(x[t], layer + "input_layernorm.weight");
            queries[t] = turned(projected(layer + "self_attn.q_proj", normed), t);
            keys[t] = turned(projected(layer + "self_attn.k_proj", normed), t);
            values[t] = projected(layer + "self_attn.v_proj", normed);
        }
        for (int t = 0; t < n; t++) {
            double[] heard = new double[config.heads() * config.headSize()];
            for (int head = 0; head < config.heads(); head++) {
                listen(t, head, queries, keys, values, sourceLength, heard);
            }
            add(x[t], times(layer + "self_attn.o_proj.weight", heard));
        }
    }

    /** One head of one position: softmax(q · k / sqrt(d)) over what it may see, then the mean of the values so weighed. */
    private void listen(
            int t, int head, double[][] queries, double[][] keys, double[][] values, int sourceLength, double[] heard) {
        int d = config.headSize();
        int query = head * d;
        // Neighbouring heads share a key-value head.
        int shared = head / (config.heads() / config.keyValueHeads()) * d;
        double[] weight = new double[queries.length];
        double sum = 0;
        for (int s = 0; s < queries.length; s++) {
            if (mayBeSeen(s, t, sourceLength)) {
                double dot = 0;
                for (int i = 0; i < d; i++) {
                    dot += queries[t][query + i] * keys[s][shared + i];
                }
                weight[s] = Math.exp(dot / Math.sqrt(d));
                sum += weight[s];
            }
        }
        for (int s = 0; s < queries.length; s++) {
            for (int i = 0; i < d; i++) {
                heard[query + i] += weight[s] / sum * values[s][shared + i];
            }
        }
    }

    /** What came before, and, where sources are read both ways, the whole source. */
    private boolean mayBeSeen(int s, int from, int sourceLength) {
        return s <= from || (config.bidirectionalSource() && s < sourceLength);
    }

    /** Each position by itself: x += Wdown · (silu(Wgate · rms(x)) * (Wup · rms(x))). */
    private void thinkOver(double[][] x, String layer) {
        for (double[] position : x) {
            double[] normed = normed(position, layer + "post_attention_layernorm.weight");
            double[] gate = times(layer + "mlp.gate_proj.weight", normed);
            double[] up = times(layer + "mlp.up_proj.weight", normed);
            for (int i = 0; i < gate.length; i++) {
                up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
            }
            add(position, times(layer + "mlp.down_proj.weight", up));
        }
    }

    /** In each head, number i and number i + d/2 are a point, turned by an angle that grows with the position. */
    private double[] turned(double[] heads, int position) {
        int d = config.headSize();
        double[] out = new double[heads.length];
        for (int head = 0; head < heads.length; head += d) {
            for (int i = 0; i < d / 2; i++) {
                double angle = position / Math.pow(config.ropeTheta(), 2.0 * i / d);
                double a = heads[head + i];
                double b = heads[head + i + d / 2];
                out[head + i] = a * Math.cos(angle) - b * Math.sin(angle);
                out[head + i + d / 2] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return out;
    }

    /** x / sqrt(mean(x²) + epsilon), each number by its weight. */
    private double[] normed(double[] x, String name) {
        double meanSquare = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        float[] weight = weights.apply(name);
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = weight[i] * x[i] / Math.sqrt(meanSquare + config.normEpsilon());
        }
        return out;
    }

    private double[] projected(String name, double[] x) {
        double[] out = times(name + ".weight", x);
        float[] bias = weights.apply(name + ".bias");
        for (int i = 0; i < out.length; i++) {
            out[i] += bias[i];
        }
        return out;
    }

    /** A matrix of rows as long as x, times x. */
    private double[] times(String name, double[] x) {
        float[] matrix = weights.apply(name);
        double[] out = new double[matrix.length / x.length];
        for (int row = 0; row < out.length; row++) {
            for (int i = 0; i < x.length; i++) {
                out[row] += matrix[row * x.length + i] * x[i];
            }
        }
        return out;
    }

    private double[] row(String name, int row) {
        float[] matrix = weights.apply(name);
        double[] out = new double[config.hidden()];
        for (int i = 0; i < out.length; i++) {
            out[i] = matrix[row * out.length + i];
        }
        return out;
    }

    private static void add(double[] to, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }
}
