package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void takesAPercentileThatWasMeasured() {
        assertThat(Figures.percentile(50, 4, 1, 3, 2)).isEqualTo(2);
        assertThat(Figures.percentile(99, 4, 1, 3, 2)).isEqualTo(4);
        assertThat(Figures.percentile(99, 7)).isEqualTo(7);
        assertThat(Figures.percentile(50)).isNaN();
    }

    @Test
    void takesTheMiddleOfTheRounds() {
        assertThat(Figures.median(9, 1, 2)).isEqualTo(2);
        assertThat(Figures.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Figures.median()).isNaN();
    }

    static Figures tokensPerSecond(double rate) {
        return new Figures("fp32", rate, 1, 1, 1, 1, 0, 1, 10 * rate, 1, 1);
    }
}
