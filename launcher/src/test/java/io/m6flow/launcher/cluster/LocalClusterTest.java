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
        try (LocalCluster cluster = cluster("")) {
            assertThatThrownBy(cluster::start)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("did not end well")
                    .hasMessageContaining("m6flow review rebuild --replace");
            assertThat(folder.resolve("logs/kafka.out")).doesNotExist();
        }
    }

    @Test
    void deliversWebhooksWhereThereAreEndpoints() {
        try (LocalCluster without = cluster("");
                LocalCluster with = cluster("webhooks.yaml")) {
            assertThat(with.size()).isEqualTo(without.size() + 1);
        }
    }

    /** One that does not run. */
    private LocalCluster cluster(String webhooks) {
        Settings settings = Settings.from(Configuration.read(
                null,
                Map.of(),
                Map.of(
                        ConfigKey.DATA_DIR, folder.toString(),
                        ConfigKey.KAFKA_PORT, "0",
                        ConfigKey.REDIS_PORT, "0",
                        ConfigKey.REVIEW_PORT, "0",
                        ConfigKey.FLINK_PORT, "0",
                        ConfigKey.WEBHOOKS_FILE, webhooks)));
        ClusterPrograms none = new ClusterPrograms("", folder.resolve("no.jar"), "");
        return new LocalCluster(settings, none, folder.resolve("tokens"), notice -> {});
    }
}
