package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses a token from logits. Stateless but for the generator handed in. */
final class Sampler {
    /** Tokens this many (tempered) nats below the best have no weight: together they hold less than a thousandth. */
    private static final float FAR = 16;

    private Sampler() {}

    /** A token, or -1 when none is allowed. The logits are spent: their contents afterwards mean nothing. */
    static int choose(float[] logits, Decoding decoding, RandomGenerator random) {
        int best = best(logits);
        if (logits[best] == Bound.NEVER) {
            return -1;
        }
        return decoding.sample() ? draw(logits, logits[best], decoding, random) : best;
    }

    /** The first of the highest. */
    static int best(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            if (logits[id] > logits[best]) {
                best = id;
            }
        }
        return best;
    }

    private static int draw(float[] logits, float highest, Decoding decoding, RandomGenerator random) {
        float scale = (float) (1 / decoding.temperature());
        double sum = 0;
        for (int id = 0; id < logits.length; id++) {
            float distance = (logits[id] - highest) * scale;
            float weight = distance < -FAR ? 0 : (float) Math.exp(distance);
            logits[id] = weight;
            sum += weight;
        }
        return pick(nucleus(logits, decoding.topP() * sum, decoding.topK()), logits, random.nextDouble());
    }

    /** The fewest best tokens that hold this much weight, best first; the earlier id first where two are equal. */
    private static List<Integer> nucleus(float[] weights, double share, int topK) {
        List<Integer> heads = new ArrayList<>();
        double held = -1;
        // The best weighs 1. A few passes with a falling threshold find the heads without sorting the vocabulary.
        for (float threshold = 0.25f; held < share && threshold > 1e-8f; threshold /= 8) {
            heads.clear();
            held = 0;
            for (int id = 0; id < weights.length; id++) {
                if (weights[id] >= threshold) {
                    heads.add(id);
                    held += weights[id];
                }
            }
        }
        heads.sort((a, b) -> Float.compare(weights[b], weights[a]));
        int size = 0;
        double sum = 0;
        while (size < heads.size() && sum < share && (topK == 0 || size < topK)) {
            sum += weights[heads.get(size++)];
        }
        return heads.subList(0, size);
    }

    private static int pick(List<Integer> ids, float[] weights, double where) {
        double sum = 0;
        for (int id : ids) {
            sum += weights[id];
        }
        double target = where * sum;
        for (int id : ids) {
            target -= weights[id];
            if (target < 0) {
                return id;
            }
        }
        return ids.get(ids.size() - 1);
    }
}
