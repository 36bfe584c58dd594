package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.launcher.config.Settings;
import java.net.URI;

/** Finds the system that runs on a data directory. */
final class RunningSystem {
    private RunningSystem() {}

    /** Kafka's address: the configured one, or that of the system which runs here. */
    static String kafka(Settings settings) {
        return settings.kafkaBootstrap()
                .orElseGet(() -> announced(settings, "kafka", "a Kafka with --set kafka.bootstrap=HOST:PORT"));
    }

    /** Redis's address: the configured one, or that of the system which runs here. */
    static URI redis(Settings settings) {
        return URI.create(settings.redisUri()
                .orElseGet(() ->
                        "redis://" + announced(settings, "redis", "a Redis with --set redis.uri=redis://HOST:PORT")));
    }

    /** Where the pages and the API of the system are which runs here. */
    static URI review(Settings settings) {
        return URI.create(announced(settings, "review", "a review service with --url http://HOST:PORT"));
    }

    private static String announced(Settings settings, String part, String otherwise) {
        DataDirectory data = new DataDirectory(settings.dataDir());
        if (!data.isHeldByAnother()) {
            throw new UsageException(
                    "nothing runs on " + settings.dataDir() + "; start it with ./m6flow up, or name " + otherwise);
        }
        return data.endpoints()
                .map(run -> run.path(part).asText(""))
                .filter(address -> !address.isEmpty())
                .orElseThrow(() -> new UsageException(
                        "the system on " + settings.dataDir() + " is still starting; try again in a moment"));
    }

    static JsonNode endpoints(DataDirectory data) {
        return data.endpoints().orElseThrow(() -> new UsageException("nothing has run on " + data.root() + " yet"));
    }
}
