package io.m6flow.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.launcher.flink.Jobs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A generator that is full for half a minute slows the stream down; it costs no event, and holds up no checkpoint. */
@Tag("cluster")
class FullEngineTest {
    private static final Load LOAD = new Load("full", 4_000, 100, 10);
    private static final int TASK_MANAGERS = 2;
    private static final int CROWD = 30 * TASK_MANAGERS * EchoGenerator.HELD;
    private static final Duration CHECKPOINT_LIMIT = Duration.ofSeconds(10);

    @Test
    void losesNothingAndGoesOnTakingCheckpoints(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.start(directory);
                KafkaAccount account = cluster.account()) {
            Ordeal.of(account, LOAD)
                    .withMore(CROWD)
                    .outlives(cluster.bootstrap(), () -> Load.crowd(cluster.bootstrap(), LOAD.name(), CROWD));

            Duration slowest = cluster.flink().checkpointP99(Jobs.GENERATE);
            System.out.println("checkpoints of the generate job, p99: " + slowest);
            assertThat(slowest).isPositive().isLessThanOrEqualTo(CHECKPOINT_LIMIT);
        }
    }
}
