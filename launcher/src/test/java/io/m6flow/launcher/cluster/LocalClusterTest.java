package io.m6flow.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.launcher.UsageException;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
    @TempDir
    private Path folder;

    @Test
    void startsNothingBesideARedisWhoseRebuildDidNotEndWell() {
        try (LocalRedis redis = new LocalRedis(RedisOptions.in(folder.resolve("redis")))) {
            redis.start();
            RedisServer.set(redis.port(), "m6:{|chain}:rebuilding", "1");
        }
        Settings settings = Settings.from(Configuration.read(
                null,
                Map.of(),
                Map.of(
                        ConfigKey.DATA_DIR, folder.toString(),
                        ConfigKey.KAFKA_PORT, "0",
                        ConfigKey.REDIS_PORT, "0",
                        ConfigKey.REVIEW_PORT, "0",
                        ConfigKey.FLINK_PORT, "0")));
        ClusterPrograms none = new ClusterPrograms("", folder.resolve("no.jar"), "");

        try (LocalCluster cluster = new LocalCluster(settings, none, folder.resolve("tokens"), notice -> {})) {
            assertThatThrownBy(cluster::start)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("did not end well")
                    .hasMessageContaining("m6flow review rebuild --replace");
            assertThat(folder.resolve("logs/kafka.out")).doesNotExist();
        }
    }
}
