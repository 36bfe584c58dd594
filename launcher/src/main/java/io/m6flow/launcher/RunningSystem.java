package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.launcher.config.Settings;

/** Finds the system that runs on a data directory. */
final class RunningSystem {
    private RunningSystem() {}

    /** Kafka's address: the configured one, or that of the system which runs here. */
    static String kafka(Settings settings) {
        return settings.kafkaBootstrap().orElseGet(() -> {
            DataDirectory data = new DataDirectory(settings.dataDir());
            if (!data.isHeldByAnother()) {
                throw new UsageException("nothing runs on " + settings.dataDir()
                        + "; start it with ./m6flow up, or name a Kafka with --set kafka.bootstrap=HOST:PORT");
            }
            return data.endpoints()
                    .map(run -> run.path("kafka").asText(""))
                    .filter(address -> !address.isEmpty())
                    .orElseThrow(() -> new UsageException(
                            "the system on " + settings.dataDir() + " is still starting; try again in a moment"));
        });
    }

    static JsonNode endpoints(DataDirectory data) {
        return data.endpoints().orElseThrow(() -> new UsageException("nothing has run on " + data.root() + " yet"));
    }
}
