package io.m6flow.generator.m6;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A limit on which token may come next in one text. One instance serves one text and is used by one thread at a time.
 */
interface Bound {
    /** What a logit is set to when its token may not come. */
    float NEVER = Float.NEGATIVE_INFINITY;

    /** Sets to {@link #NEVER} the logit of every token that may not come next. */
    void narrow(float[] logits);

    /** Sets all logits but these to {@link #NEVER}; those that are already stay so. */
    static void keepOnly(float[] logits, Collection<Integer> allowed) {
        Map<Integer, Float> kept = new HashMap<>();
        allowed.forEach(id -> kept.put(id, logits[id]));
        Arrays.fill(logits, NEVER);
        kept.forEach((id, logit) -> logits[id] = logit);
    }

    /** Takes note of the token that was chosen. */
    void push(int token);

    /** At most this many tokens that are likely to come next, for a bound that can tell from its source. */
    default int[] foresee(int most) {
        return new int[0];
    }
}
