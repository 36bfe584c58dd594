package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.IntakeStatus;
import io.m6flow.review.PartStatus;
import io.m6flow.review.RedisStatus;
import io.m6flow.review.RelayStatus;
import io.m6flow.review.ReviewHealth;
import io.m6flow.review.SweeperStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which states of the parts make the service dead, and which unready. */
class HealthReportTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
    private static final PartStatus WELL = part(true, Duration.ZERO, null, Duration.ZERO);
    private static final PartStatus STUCK = part(true, Duration.ofMinutes(6), null, Duration.ofMinutes(9));
    private static final PartStatus ENDED = part(false, Duration.ZERO, null, Duration.ZERO);
    private static final PartStatus TRIES =
            part(true, Duration.ZERO, "redis-1.internal did not answer", Duration.ofSeconds(30));
    private static final PartStatus FAILS =
            part(true, Duration.ZERO, "redis-1.internal did not answer", Duration.ofMinutes(2));

    @Test
    void livesAndIsReadyWhileAllGoesWell() {
        ReviewHealth health = health(RedisStatus.State.WELL, WELL, true, WELL);

        assertThat(HealthReport.liveness(health).passes()).isTrue();
        assertThat(HealthReport.readiness(health).passes()).isTrue();
    }

    @Test
    void isDeadWhereAThreadHasEndedOrStandsStillForMinutes() {
        assertThat(HealthReport.liveness(health(RedisStatus.State.WELL, STUCK, true, WELL))
                        .passes())
                .isFalse();
        HealthReport ended = HealthReport.liveness(health(RedisStatus.State.WELL, WELL, true, ENDED));
        assertThat(ended.passes()).isFalse();
        assertThat(ended.json("stuck", false).at("/parts/relay/state").asText()).isEqualTo("ended");
    }

    @Test
    void livesOnWithoutRedisAndKafkaForThatNoRestartHelps() {
        ReviewHealth away = health(RedisStatus.State.SILENT, FAILS, false, FAILS);

        assertThat(HealthReport.liveness(away).passes()).isTrue();
        assertThat(HealthReport.readiness(away).passes()).isFalse();
    }

    @Test
    void isNotReadyWhereRedisCannotTakeAWrite() {
        for (RedisStatus.State state : RedisStatus.State.values()) {
            assertThat(HealthReport.readiness(health(state, WELL, true, WELL)).passes())
                    .as("%s", state)
                    .isEqualTo(state.works());
        }
    }

    @Test
    void warnsWhereAnAcknowledgedDecisionMayBeLost() {
        var json = HealthReport.readiness(health(RedisStatus.State.NOT_DURABLE, WELL, true, WELL))
                .json("ready", false);

        assertThat(json.at("/parts/redis/state").asText()).isEqualTo("not-durable");
        assertThat(json.at("/parts/redis/warning").asBoolean()).isTrue();
    }

    @Test
    void passingTroubleIsAWarningAndLastingTroubleIsNot() {
        assertThat(HealthReport.readiness(health(RedisStatus.State.WELL, WELL, true, TRIES))
                        .passes())
                .isTrue();
        assertThat(HealthReport.readiness(health(RedisStatus.State.WELL, WELL, true, FAILS))
                        .passes())
                .isFalse();
        assertThat(HealthReport.readiness(health(RedisStatus.State.WELL, WELL, false, WELL))
                        .passes())
                .as("an intake outside its group")
                .isFalse();
    }

    @Test
    void tellsOutsidersNoAddress() {
        HealthReport report = HealthReport.readiness(health(RedisStatus.State.WELL, WELL, true, FAILS));

        assertThat(report.json("not-ready", false).toString())
                .contains("trouble", SINCE.toString())
                .doesNotContain("redis-1.internal");
        assertThat(report.json("not-ready", true).toString()).contains("redis-1.internal");
    }

    @Test
    void recallsThatFailAreTroubleAndTermsThatFailAreAWarning() {
        assertThat(HealthReport.readiness(withRecallAndTerms(FAILS, WELL)).passes())
                .isFalse();
        HealthReport terms = HealthReport.readiness(withRecallAndTerms(WELL, FAILS));
        assertThat(terms.passes()).isTrue();
        assertThat(terms.json("ready", false).at("/parts/terms/warning").asBoolean())
                .isTrue();
        assertThat(HealthReport.liveness(withRecallAndTerms(ENDED, WELL)).passes())
                .isFalse();
        assertThat(HealthReport.liveness(withRecallAndTerms(WELL, ENDED)).passes())
                .isFalse();
    }

    private static ReviewHealth withRecallAndTerms(PartStatus recall, PartStatus terms) {
        ReviewHealth well = health(RedisStatus.State.WELL, WELL, true, WELL);
        return new ReviewHealth(well.redis(), well.intake(), well.relay(), well.sweeper(), recall, terms, WELL);
    }

    private static ReviewHealth health(RedisStatus.State redis, PartStatus intake, boolean joined, PartStatus relay) {
        return new ReviewHealth(
                new RedisStatus(redis, SINCE, Optional.empty()),
                new IntakeStatus(0, 0, 0, 0, joined, intake),
                new RelayStatus(0, relay),
                new SweeperStatus(0, WELL),
                WELL,
                WELL,
                WELL);
    }

    private static PartStatus part(
            boolean runs, Duration quiet, @org.jspecify.annotations.Nullable String trouble, Duration lasting) {
        return new PartStatus(runs, quiet, Optional.ofNullable(trouble), SINCE, lasting);
    }
}
