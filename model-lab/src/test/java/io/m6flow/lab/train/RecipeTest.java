package io.m6flow.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.m6flow.lab.train.Budget.Unit;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final Recipe RECIPE = new Recipe(1e-3, 0.1, 9, 0.1, 1, 0, 100, 100, 64, 1);

    @Test
    void theRateRisesInALine() {
        assertThat(RECIPE.rateAt(0, 0)).isCloseTo(1e-4, within(1e-12));
        assertThat(RECIPE.rateAt(4, 0)).isCloseTo(5e-4, within(1e-12));
        assertThat(RECIPE.rateAt(8, 0)).isCloseTo(9e-4, within(1e-12));
        assertThat(RECIPE.rateAt(9, 0)).isCloseTo(1e-3, within(1e-12));
    }

    @Test
    void andFallsOnACosineToTheFloor() {
        assertThat(RECIPE.rateAt(100, 0.5)).isCloseTo(0.55e-3, within(1e-12));
        assertThat(RECIPE.rateAt(100, 1)).isCloseTo(1e-4, within(1e-12));
        assertThat(RECIPE.rateAt(100, 1.5)).isCloseTo(1e-4, within(1e-12));
        assertThat(RECIPE.rateAt(100, 0.25)).isGreaterThan(RECIPE.rateAt(100, 0.26));
    }

    @Test
    void budgetsAreUsedByTimeStepsOrPasses() {
        assertThat(new Budget(Unit.MINUTES, 2).progress(50, 60, 0.1)).isEqualTo(0.5);
        assertThat(new Budget(Unit.STEPS, 200).progress(50, 60, 0.1)).isEqualTo(0.25);
        assertThat(new Budget(Unit.EPOCHS, 0.2).progress(50, 60, 0.1)).isEqualTo(0.5);
        assertThatThrownBy(() -> new Budget(Unit.STEPS, 0)).hasMessageContaining("STEPS");
        assertThatThrownBy(() -> new Budget(Unit.MINUTES, Double.NaN)).hasMessageContaining("MINUTES");
    }

    @Test
    void recipesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Recipe(0, 0.1, 9, 0.1, 1, 0, 100, 100, 64, 1))
                .hasMessageContaining("rate");
        assertThatThrownBy(() -> new Recipe(1, 1.1, 9, 0.1, 1, 0, 100, 100, 64, 1))
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> new Recipe(1, 0, 9, 0.1, 1, 1, 100, 100, 64, 1))
                .hasMessageContaining("dropout");
        assertThatThrownBy(() -> new Recipe(1, 0, 9, 0.1, 1, 0, 100, 100, 7, 1)).hasMessageContaining("8 tokens");
        assertThat(new Recipe(1, 0, 0, 0, 1, 0, 1, 1, 8, 1).rateAt(0, 0)).isEqualTo(1);
    }
}
