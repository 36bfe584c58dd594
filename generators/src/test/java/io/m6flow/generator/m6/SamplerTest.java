package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final float[] LOGITS = {log(0.5), Bound.NEVER, log(0.2), log(0.2), log(0.1)};

    @Test
    void greedyTakesTheFirstOfTheBest() {
        assertThat(Sampler.choose(new float[] {1, 3, 3, 2}, Decoding.greedy(9), new Random(1)))
                .isEqualTo(1);
    }

    @Test
    void nothingAllowedGivesNothing() {
        float[] none = {Bound.NEVER, Bound.NEVER};
        assertThat(Sampler.choose(none, sampling(1, 1, 0), new Random(1))).isEqualTo(-1);
    }

    @Test
    void drawsByProbability() {
        Map<Integer, Integer> counts = count(sampling(1, 1, 0));
        assertThat(counts).doesNotContainKey(1);
        assertThat(counts.get(0)).isBetween(4700, 5300);
        assertThat(counts.get(4)).isBetween(800, 1200);
    }

    @Test
    void topPKeepsTheFewestThatHoldTheShare() {
        assertThat(count(sampling(1, 0.7, 0)).keySet()).containsExactlyInAnyOrder(0, 2);
        assertThat(count(sampling(1, 0.75, 0)).keySet()).containsExactlyInAnyOrder(0, 2, 3);
        assertThat(count(sampling(1, 0.4, 0)).keySet()).containsExactly(0);
    }

    @Test
    void topKKeepsTheBestFew() {
        assertThat(count(sampling(1, 1, 1)).keySet()).containsExactly(0);
    }

    @Test
    void aLowTemperatureSharpens() {
        assertThat(count(sampling(0.2, 1, 0)).get(0)).isGreaterThan(9500);
    }

    private static Map<Integer, Integer> count(Decoding decoding) {
        Random random = new Random(5);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(Sampler.choose(LOGITS.clone(), decoding, random), 1, Integer::sum);
        }
        return counts;
    }

    private static Decoding sampling(double temperature, double topP, int topK) {
        return new Decoding(true, temperature, topP, topK, 0, 0, 9, List.of(), null);
    }

    private static float log(double probability) {
        return (float) Math.log(probability);
    }
}
