package io.m6flow.generator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingWeightTest {
    @Test
    void costsNothingWhereNothingWasNoticed() {
        assertThat(FindingWeight.penalty(List.of())).isZero();
    }

    @Test
    void weighsOneErrorMoreThanAnyNumberOfWarningsAndThoseMoreThanAnyNumberOfRemarks() {
        assertThat(penalty(Severity.ERROR, 1)).isEqualTo(2);
        assertThat(penalty(Severity.WARNING, 1000)).isLessThan(penalty(Severity.ERROR, 1));
        assertThat(penalty(Severity.INFO, 1000)).isLessThan(penalty(Severity.WARNING, 1));
    }

    @Test
    void growsWithEachFindingAndSaturates() {
        for (Severity severity : Severity.values()) {
            assertThat(penalty(severity, 2)).isGreaterThan(penalty(severity, 1));
            assertThat(penalty(severity, 3) - penalty(severity, 2))
                    .isLessThan(penalty(severity, 2) - penalty(severity, 1));
        }
        assertThat(penalty(Severity.ERROR, 1000)).isLessThanOrEqualTo(4);
    }

    private static double penalty(Severity severity, int count) {
        return FindingWeight.penalty(Collections.nCopies(count, new Finding("RULE", 0, 1, severity, "", null)));
    }
}
