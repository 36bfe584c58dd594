package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.GeneratorStats;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final double SECOND = 1e9;

    private final Pace pace = new Pace();

    /** A step takes 10 ms, a source token 1 ms. */
    private void turn() {
        pace.turned(new GeneratorStats(0, 0, 1, 1, 1, 1, 1, 0, 0.01, 0.01));
        pace.turned(new GeneratorStats(0, 100, 0, 0, 0, 100, 100, 0.1, 0, 0.1));
    }

    @Test
    void knowsNothingAtFirstAndRefusesNobody() {
        assertThat(pace.nanosFor(ContentKind.SCRIPT, 1_000)).isZero();
        assertThat(pace.nanosForLongest(1_000)).isZero();
    }

    @Test
    void aTextTakesItsReadingAndItsUsualSteps() {
        turn();
        pace.wrote(ContentKind.SCRIPT, 100);
        assertThat(pace.nanosFor(ContentKind.SCRIPT, 50) / SECOND).isCloseTo(0.05 + 1.0, within(1e-6));
    }

    @Test
    void whereLengthsVaryALongOneIsCountedOn() {
        turn();
        pace.wrote(ContentKind.SCRIPT, 50);
        double steady = pace.nanosFor(ContentKind.SCRIPT, 0);
        pace.wrote(ContentKind.SCRIPT, 150);
        assertThat((double) pace.nanosFor(ContentKind.SCRIPT, 0)).isGreaterThan(1.5 * steady);
    }

    @Test
    void theLongestIsThatOfTheKindThatTakesMost() {
        turn();
        pace.wrote(ContentKind.HINT, 5);
        pace.wrote(ContentKind.SCRIPT, 100);
        pace.wrote(ContentKind.SUMMARY, 20);
        assertThat(pace.nanosForLongest(30)).isEqualTo(pace.nanosFor(ContentKind.SCRIPT, 30));
        assertThat(pace.nanosFor(ContentKind.HINT, 30)).isLessThan(pace.nanosForLongest(30));
    }
}
