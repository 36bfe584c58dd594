package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import java.net.URI;
import java.time.Duration;

/** What the parts of a deployment need to be told, since they start no servers themselves. */
final class DeployedParts {
    /** What a broker allows by default. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private DeployedParts() {}

    static String kafka(Settings settings) {
        return settings.kafkaBootstrap()
                .orElseThrow(() -> new UsageException(
                        "kafka.bootstrap is not set; set M6FLOW_KAFKA_BOOTSTRAP or --set kafka.bootstrap=HOST:PORT"));
    }

    static URI redis(Settings settings) {
        return settings.redisUri()
                .map(URI::create)
                .orElseThrow(() -> new UsageException(
                        "redis.uri is not set; set M6FLOW_REDIS_URI or --set redis.uri=redis://HOST:PORT"));
    }

    static Jobs jobs(Settings settings) {
        return jobs(settings, kafka(settings), redis(settings));
    }

    static Jobs jobs(Settings settings, String bootstrap, URI redis) {
        return new Jobs(
                bootstrap,
                redis,
                settings.generator(),
                settings.topicFormat(),
                settings.productDelivery(),
                settings.liveBudget(),
                settings.liveSilence(),
                settings.flink().checkpointInterval(),
                TRANSACTION_TIMEOUT,
                settings.moreSinks(),
                WaiversFile.heeded(settings));
    }
}
