package io.m6flow.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.launcher.cluster.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of processes that loses one of them in the middle of a stream. Every test reads all that any test left on
 * Kafka, so a fault that one of them caused cannot hide from the next.
 */
@Tag("cluster")
class ClusterFaultsTest {
    private static final int EVENTS = Integer.getInteger("cluster.events", 9_000);
    private static final int PER_SECOND = Integer.getInteger("cluster.rate", 200);
    private static final int SESSIONS = 20;

    /** Of a TaskManager; the JobManager, Redis and the review service are one process each, whose start is part of it. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private static final Duration RECOVERY_OF_THE_ONLY_ONE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static ClusterUnderTest cluster;
    private static KafkaAccount account;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = ClusterUnderTest.start(directory);
        account = cluster.account();
    }

    @AfterAll
    static void stopCluster() {
        if (account != null) {
            account.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void losesNothingWhenATaskManagerIsKilled() {
        outlives("tm", () -> cluster.send(Signals.KILL, LocalCluster.taskManager(1)));

        assertThat(account.draftGap.longest()).isLessThanOrEqualTo(RECOVERY);
    }

    @Test
    void losesNothingWhenTheJobManagerIsKilled() {
        outlives("jm", () -> cluster.send(Signals.KILL, LocalCluster.JOB_MANAGER));

        assertThat(account.draftGap.longest()).isLessThanOrEqualTo(RECOVERY_OF_THE_ONLY_ONE);
    }

    @Test
    void losesNothingWhenTheBrokerIsKilled() {
        outlives("broker", () -> cluster.send(Signals.KILL, LocalCluster.KAFKA));
    }

    @Test
    void losesNothingWhenRedisIsKilled() {
        outlives("redis", () -> cluster.send(Signals.KILL, LocalCluster.REDIS));

        assertThat(account.decisionGap.longest()).isLessThanOrEqualTo(RECOVERY_OF_THE_ONLY_ONE);
    }

    @Test
    void losesNothingWhenTheReviewServiceIsKilled() {
        outlives("review", () -> cluster.send(Signals.KILL, LocalCluster.REVIEW));

        assertThat(account.decisionGap.longest()).isLessThanOrEqualTo(RECOVERY_OF_THE_ONLY_ONE);
    }

    @Test
    void losesNothingWhenTheBrokerStandsStill() {
        outlives("pause", () -> {
            cluster.send(Signals.STOP, LocalCluster.KAFKA);
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> cluster.send(Signals.CONT, LocalCluster.KAFKA));
        });
    }

    private static void outlives(String name, Runnable fault) {
        Ordeal.of(account, new Load(name, EVENTS, PER_SECOND, SESSIONS)).outlives(cluster.bootstrap(), fault);
    }
}
