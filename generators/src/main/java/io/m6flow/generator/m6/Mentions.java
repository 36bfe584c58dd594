package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Speaks for facts that the text has not told yet: whatever token begins one, or goes on with one that was begun, gains
 * in likelihood. It forbids nothing, so the model still chooses when to tell a fact, and leaves out what fits nowhere.
 */
final class Mentions implements Bound {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 8;

    private final List<int[]> words;
    private final float begin;
    private final float goOn;
    /** How many of each word's tokens are the last ones that were written. */
    private final int[] reached;

    private final boolean[] told;

    /**
     * @param words the tokens of each fact
     * @param nats what a fact's first token gains; the others, without which it would be half a word, gain twice that
     */
    Mentions(List<int[]> words, double nats) {
        this.words = words;
        this.begin = (float) nats;
        this.goOn = (float) (2 * nats);
        this.reached = new int[words.size()];
        this.told = new boolean[words.size()];
    }

    /** What of a product can be said in passing. */
    static Set<String> facts(Material.Product product, Facts facts) {
        Set<String> words = new LinkedHashSet<>(facts.words());
        product.attributes().stream()
                .map(Attribute::value)
                .filter(value -> !Phrases.saysNothing(value))
                .forEach(value -> words.addAll(Phrases.parts(Facts.clean(value))));
        words.removeIf(word -> word.length() < SHORTEST || word.length() > LONGEST);
        return words;
    }

    @Override
    public void narrow(float[] logits) {
        Map<Integer, Float> gains = new HashMap<>();
        for (int i = 0; i < told.length; i++) {
            if (!told[i]) {
                gains.merge(words.get(i)[reached[i]], reached[i] == 0 ? begin : goOn, Math::max);
            }
        }
        gains.forEach((token, nats) -> logits[token] += nats);
    }

    @Override
    public void push(int token) {
        for (int i = 0; i < told.length; i++) {
            int[] word = words.get(i);
            if (word[reached[i]] == token) {
                reached[i]++;
            } else {
                reached[i] = word[0] == token ? 1 : 0;
            }
            if (reached[i] == word.length) {
                told[i] = true;
                reached[i] = 0;
            }
        }
    }
}
