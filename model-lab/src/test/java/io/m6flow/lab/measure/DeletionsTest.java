package io.m6flow.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DeletionsTest {
    private static final double EXACT = 1e-6;

    @Test
    void whatThePersonLeftOutIsRight() {
        Deletions deletions = Deletions.of("嗯这个这个好", "嗯这个好", "这个好");

        // 这 and 个 went once, 嗯 should have gone, too
        assertThat(deletions).isEqualTo(new Deletions(2, 3, 2));
        assertThat(deletions.precision()).isEqualTo(1);
        assertThat(deletions.recall()).isCloseTo(2 / 3.0, within(EXACT));
        assertThat(deletions.f()).isCloseTo(0.8, within(EXACT));
    }

    @Test
    void whatShouldHaveStayedCostsPrecision() {
        Deletions deletions = Deletions.of("嗯很好看", "好", "很好看");

        assertThat(deletions).isEqualTo(new Deletions(3, 1, 1));
        assertThat(deletions.precision()).isCloseTo(1 / 3.0, within(EXACT));
    }

    @Test
    void marksAndBlanksDoNotCount() {
        assertThat(Deletions.of("好 的 嗯", "好的。", "好，的！")).isEqualTo(new Deletions(1, 1, 1));
    }

    @Test
    void whatWasPutInIsNoDeletion() {
        assertThat(Deletions.of("好", "好好好", "好")).isEqualTo(Deletions.NONE);
    }

    @Test
    void sumsAreTakenBeforeShares() {
        Deletions sum = new Deletions(2, 3, 2).plus(new Deletions(3, 1, 1));

        assertThat(sum.f()).isCloseTo(2 * 3 / 9.0, within(EXACT));
        assertThat(Deletions.NONE.f()).isZero();
    }
}
