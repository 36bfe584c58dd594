package io.m6flow.review.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialStandingTest {
    static {
        AvroTrust.establish(); // the records below ask Avro for their classes when they are built
    }

    private static final String OWN = "c".repeat(12) + "-fp32-cpu2";
    private static final String OTHER = "a".repeat(12) + "-fp32-cpu2";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final ModelTrial OF_REASONS =
            new ModelTrial(new RoutedModel("/models/new", "c".repeat(64)), List.of(Kind.REASON), 10, Instant.EPOCH);
    private static final ModelTrial OF_ALL =
            ModelTrial.newBuilder(OF_REASONS).setKinds(List.of()).build();

    private static QueueStatistics.Outcomes count(String model, DecisionOutcome outcome, int count) {
        return new QueueStatistics.Outcomes(
                new TenantId("M-1"), Kind.REASON, model, outcome, DeciderType.PERSON, count);
    }

    private static TrialStanding standing(ModelTrial trial, QueueStatistics.Outcomes... outcomes) {
        return TrialStanding.of(trial, new QueueStatistics(DAY, DAY, List.of(outcomes), List.of(), Map.of(), Map.of()));
    }

    private static TrialStanding standing(int ownPassed, int own, int othersPassed, int others) {
        return new TrialStanding(OF_ALL, new TrialCount(own, ownPassed), new TrialCount(others, othersPassed));
    }

    @Test
    void whateverAPersonDidNotApproveAsItWasDidNotPass() {
        TrialStanding standing = standing(
                OF_ALL,
                count(OWN, DecisionOutcome.APPROVED, 7),
                count(OWN, DecisionOutcome.EDITED, 2),
                count(OWN, DecisionOutcome.REJECTED, 1),
                count(OWN, DecisionOutcome.SENT_BACK, 3),
                count(OTHER, DecisionOutcome.APPROVED, 20),
                count(OTHER, DecisionOutcome.EDITED, 5));

        assertThat(standing.own()).isEqualTo(new TrialCount(13, 7));
        assertThat(standing.others()).isEqualTo(new TrialCount(25, 20));
        assertThat(standing.inWords()).isEqualTo("7 of 13 approved as they were, of the others 20 of 25");
    }

    @Test
    void countsOnlyWhatPersonsJudgedOfItsKindsAndModelsWrote() {
        QueueStatistics.Outcomes approved = count(OWN, DecisionOutcome.APPROVED, 1);
        QueueStatistics.Outcomes script = new QueueStatistics.Outcomes(
                new TenantId("H-1"), Kind.SCRIPT, OWN, DecisionOutcome.APPROVED, DeciderType.PERSON, 10);
        QueueStatistics.Outcomes policy = new QueueStatistics.Outcomes(
                new TenantId("M-1"), Kind.REASON, OWN, DecisionOutcome.APPROVED, DeciderType.POLICY, 100);
        QueueStatistics.Outcomes[] all = {
            approved,
            script,
            policy,
            count(OWN, DecisionOutcome.REVOKED, 1_000),
            count("", DecisionOutcome.APPROVED, 10_000)
        };

        assertThat(standing(OF_REASONS, all).own().seen()).isEqualTo(1);
        assertThat(standing(OF_ALL, all).own().seen()).isEqualTo(11);
        assertThat(standing(OF_ALL, all).others()).isEqualTo(TrialCount.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 29, 300, 300, TOO_FEW",
        "0, 30, 29, 29, TOO_FEW",
        "0, 30, 30, 30, WORSE",
        "30, 30, 0, 30, HOLDS",
        "20, 40, 20, 40, HOLDS",
        // 60 % beside 80 %: with 40 drafts it may be chance, with 200 it is none.
        "24, 40, 32, 40, HOLDS",
        "120, 200, 160, 200, WORSE",
        // 2.45 and 2.19 standard errors apart.
        "76, 100, 853, 1000, WORSE",
        "77, 100, 853, 1000, HOLDS",
        "0, 30, 0, 30, HOLDS"
    })
    void isWorseOnlyWhereChanceIsUnlikely(int ownPassed, int own, int othersPassed, int others, String verdict) {
        assertThat(standing(ownPassed, own, othersPassed, others).verdict())
                .isEqualTo(TrialStanding.Verdict.valueOf(verdict));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 0.7, 0, 0.1", "0.9, 0.9, 0, 0.1", "0.6, 0.8, 0.95, 1"})
    void seldomEndsAsGoodAModelAndSoonABadOne(double own, double others, double least, double most) {
        Random random = new Random(1);
        int trials = 400;

        long ended = IntStream.range(0, trials)
                .filter(i -> endsWithin(100, own, others, random))
                .count();

        assertThat((double) ended / trials).isBetween(least, most);
    }

    /** Nine others are judged for each draft of the model, and it is looked at after each. */
    private static boolean endsWithin(int verdicts, double own, double others, Random random) {
        int passed = 0;
        int othersPassed = 0;
        for (int seen = 1; seen <= verdicts; seen++) {
            passed += random.nextDouble() < own ? 1 : 0;
            othersPassed += (int) IntStream.range(0, 9)
                    .filter(i -> random.nextDouble() < others)
                    .count();
            if (standing(passed, seen, othersPassed, 9 * seen).verdict() == TrialStanding.Verdict.WORSE) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noMorePassThanWereSeen() {
        assertThat(new TrialCount(3, 3).share()).isEqualTo(1);
        assertThat(TrialCount.NONE.share()).isZero();
        assertThatThrownBy(() -> new TrialCount(3, 4)).hasMessageContaining("4 of 3");
        assertThatThrownBy(() -> new TrialCount(3, -1)).hasMessageContaining("-1 of 3");
    }
}
