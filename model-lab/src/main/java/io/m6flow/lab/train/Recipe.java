package io.m6flow.lab.train;

/**
 * How a network is taught.
 *
 * @param rate the highest learning rate
 * @param floor what the rate falls to, as a share of it
 * @param warmUp steps over which it rises
 * @param decay of the weights, by AdamW
 * @param clip the longest a step's gradient may be
 * @param dropout share of the embedding and of what layers add that is left out
 * @param stepTokens tokens that a step learns from
 * @param chunkTokens how many of them are computed at once; what fits the caches is fastest
 * @param longest tokens of a source and its target together, with what stands around them
 */
public record Recipe(
        double rate,
        double floor,
        int warmUp,
        double decay,
        double clip,
        double dropout,
        int stepTokens,
        int chunkTokens,
        int longest,
        long seed) {

    /** Below this nothing fits between the tokens of a frame. */
    private static final int SHORTEST = 8;

    public Recipe {
        check(rate > 0, "the learning rate must be more than 0, was " + rate);
        check(floor >= 0 && floor <= 1, "the floor must be a share from 0 to 1, was " + floor);
        check(warmUp >= 0, "the steps of warm-up must be at least 0, were " + warmUp);
        check(decay >= 0, "the weight decay must be at least 0, was " + decay);
        check(clip > 0, "the gradient's limit must be more than 0, was " + clip);
        check(dropout >= 0 && dropout < 1, "dropout must be at least 0 and less than 1, was " + dropout);
        check(stepTokens >= 1, "a step must have at least 1 token, had " + stepTokens);
        check(chunkTokens >= 1, "a chunk must have at least 1 token, had " + chunkTokens);
        check(longest >= SHORTEST, "pairs must be allowed at least " + SHORTEST + " tokens, were " + longest);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * The learning rate: up in a line, then down on a cosine.
     *
     * @param progress of the whole training, from 0 to 1
     */
    double rateAt(long step, double progress) {
        double risen = step >= warmUp ? 1 : (step + 1.0) / (warmUp + 1.0);
        double fallen = floor + (1 - floor) * (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2;
        return rate * risen * fallen;
    }
}
