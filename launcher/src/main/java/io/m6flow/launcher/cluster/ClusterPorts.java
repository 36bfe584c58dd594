package io.m6flow.launcher.cluster;

import io.m6flow.launcher.UsageException;
import io.m6flow.launcher.config.Settings;
import io.m6flow.local.Ports;
import java.util.HashSet;
import java.util.Set;

/** The ports of 127.0.0.1 that a cluster keeps to while it runs, so that a process that comes back is found again. */
record ClusterPorts(int zookeeper, int flink, int kafka, int redis, int review) {

    /** The configured ones; a free one for each 0. */
    static ClusterPorts choose(Settings settings) {
        Set<Integer> taken = new HashSet<>();
        return new ClusterPorts(
                free(taken),
                port("Flink", settings.flink().port(), taken),
                port("Kafka", settings.kafkaPort(), taken),
                port("Redis", settings.redisPort(), taken),
                port("Review pages", settings.review().port(), taken));
    }

    private static int port(String part, int wanted, Set<Integer> taken) {
        if (wanted == 0) {
            return free(taken);
        }
        if (!Ports.isFree(wanted) || !taken.add(wanted)) {
            throw new UsageException(part + ": port " + wanted + " is in use; choose another, or 0 for a free one");
        }
        return wanted;
    }

    private static int free(Set<Integer> taken) {
        int port = Ports.free();
        while (!taken.add(port)) {
            port = Ports.free();
        }
        return port;
    }
}
