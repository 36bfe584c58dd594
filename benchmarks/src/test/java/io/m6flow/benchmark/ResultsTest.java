package io.m6flow.benchmark;

import static io.m6flow.benchmark.FiguresTest.tokensPerSecond;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    @Test
    void takesTheMedianOfEachRoundsOwnRatio() {
        round(100, 20);
        round(10, 1);
        round(60, 10);
        assertThat(results.ratio(Ratio.CONTINUOUS_OVER_SINGLE)).isEqualTo(6);
    }

    @Test
    void comparesDecodingAloneWhileTheBatchIsFull() {
        results.add(new FullBatchWay(), tokensPerSecond(80));
        results.add(EngineWay.SINGLE, tokensPerSecond(8));
        assertThat(results.ratio(Ratio.DECODE_CONTINUOUS_OVER_SINGLE)).isEqualTo(10);
        assertThat(results.ratio(Ratio.CONTINUOUS_OVER_SINGLE)).isNaN();
    }

    @Test
    void keepsWhatARatioWasMadeOf() {
        results.add(new DraftingTrial(), Finding.of(2).with("scripts", 3).with("greedySeconds", 4));
        results.add(new DraftingTrial(), Finding.of(3).with("scripts", 3).with("greedySeconds", 6));
        assertThat(results.ratio(Ratio.SOURCE_DRAFTING_OVER_GREEDY)).isEqualTo(2.5);
        assertThat(results.parts(Ratio.SOURCE_DRAFTING_OVER_GREEDY))
                .containsEntry("scripts", 3.0)
                .containsEntry("greedySeconds", 5.0);
    }

    private void round(double continuous, double single) {
        results.add(EngineWay.CONTINUOUS, tokensPerSecond(continuous));
        results.add(EngineWay.SINGLE, tokensPerSecond(single));
    }
}
