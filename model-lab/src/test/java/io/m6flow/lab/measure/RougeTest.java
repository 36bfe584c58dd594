package io.m6flow.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RougeTest {
    private static final double EXACT = 1e-6;

    @Test
    void isTheHarmonicMeanOfPrecisionAndRecall() {
        Rouge rouge = Rouge.of("天气很好", List.of("今天天气好"));

        // 天, 气 and 好 of 4 and of 5 characters; 天气 of 3 and of 4 pairs; 天气好 in a row
        assertThat(rouge.one()).isCloseTo(2 * 3 / 9.0, within(EXACT));
        assertThat(rouge.two()).isCloseTo(2 * 1 / 7.0, within(EXACT));
        assertThat(rouge.longest()).isCloseTo(2 * 3 / 9.0, within(EXACT));
    }

    @Test
    void theSubsequenceHeedsTheOrder() {
        Rouge rouge = Rouge.of("好天气", List.of("天气好"));

        assertThat(rouge.one()).isEqualTo(1);
        assertThat(rouge.longest()).isCloseTo(2 * 2 / 6.0, within(EXACT));
    }

    @Test
    void theBestReferenceCounts() {
        assertThat(Rouge.of("天气好", List.of("不相干", "天气好")).two()).isEqualTo(1);
    }

    @Test
    void nothingInCommonIsNothing() {
        assertThat(Rouge.of("", List.of("天气好"))).isEqualTo(new Rouge(0, 0, 0));
        assertThat(Rouge.of("甲乙", List.of("丙丁"))).isEqualTo(new Rouge(0, 0, 0));
    }
}
