package io.m6flow.launcher.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The configuration that all of Flink's processes read. */
final class FlinkConfig {
    static final int HEAP_MEGABYTES = 512;
    static final int DIRECT_MEGABYTES = 256;
    static final int METASPACE_MEGABYTES = 256;

    private static final int FRAMEWORK_MEGABYTES = 128;

    private FlinkConfig() {}

    /**
     * As {@code config.yaml}.
     *
     * @param slots of one TaskManager: enough for all jobs, so that one alone can carry them while the other comes back
     */
    static String yaml(ClusterDirectory directory, ClusterPorts ports, int slots) {
        Map<String, String> all = new TreeMap<>();
        all.putAll(addresses(ports));
        all.putAll(memory());
        all.putAll(recovery(directory, ports));
        all.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        all.put("taskmanager.load-balance.mode", "SLOTS");
        all.put("taskmanager.network.memory.buffer-debloat.enabled", "true");
        all.put("classloader.parent-first-patterns.additional", "ai.djl;com.sun.jna;io.m6flow.generator");
        all.put("io.tmp.dirs", directory.temporary().toString());
        all.put("state.backend.rocksdb.log.dir", directory.temporary().toString());
        all.put("zookeeper.sasl.disable", "true");
        all.put("web.submit.enable", "false");
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> addresses(ClusterPorts ports) {
        return Map.of(
                "jobmanager.rpc.address", "127.0.0.1",
                "jobmanager.bind-host", "127.0.0.1",
                "rest.address", "127.0.0.1",
                "rest.bind-address", "127.0.0.1",
                "rest.port", Integer.toString(ports.flink()),
                "rest.bind-port", Integer.toString(ports.flink()),
                "taskmanager.host", "127.0.0.1",
                "taskmanager.bind-host", "127.0.0.1");
    }

    /** Without the scripts of a distribution Flink works nothing out by itself: every number must be there. */
    private static Map<String, String> memory() {
        return Map.ofEntries(
                Map.entry("taskmanager.cpu.cores", "1.0"),
                Map.entry("taskmanager.memory.framework.heap.size", FRAMEWORK_MEGABYTES + "m"),
                Map.entry("taskmanager.memory.task.heap.size", (HEAP_MEGABYTES - FRAMEWORK_MEGABYTES) + "m"),
                Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
                Map.entry("taskmanager.memory.task.off-heap.size", "32m"),
                Map.entry("taskmanager.memory.managed.size", "128m"),
                Map.entry("taskmanager.memory.network.min", "96m"),
                Map.entry("taskmanager.memory.network.max", "96m"),
                Map.entry("taskmanager.memory.jvm-metaspace.size", METASPACE_MEGABYTES + "m"),
                Map.entry("taskmanager.memory.jvm-overhead.min", "192m"),
                Map.entry("taskmanager.memory.jvm-overhead.max", "192m"));
    }

    /** A lost process is noticed and made good within seconds; a JVM that is only busy is not taken for lost. */
    private static Map<String, String> recovery(ClusterDirectory directory, ClusterPorts ports) {
        return Map.ofEntries(
                Map.entry("high-availability.type", "zookeeper"),
                Map.entry("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.zookeeper()),
                Map.entry(
                        "high-availability.storageDir",
                        directory.highAvailability().toUri().toString()),
                Map.entry("high-availability.cluster-id", "/m6flow"),
                Map.entry("high-availability.zookeeper.client.session-timeout", "5000"),
                Map.entry("high-availability.zookeeper.client.connection-timeout", "5000"),
                Map.entry("high-availability.zookeeper.client.retry-wait", "500"),
                Map.entry("heartbeat.interval", "1000"),
                Map.entry("heartbeat.timeout", "8000"),
                Map.entry("cluster.registration.max-timeout", "2000"),
                Map.entry("cluster.registration.error-delay", "500"),
                Map.entry("cluster.registration.refused-registration-delay", "500"),
                Map.entry("restart-strategy.type", "exponential-delay"),
                Map.entry("restart-strategy.exponential-delay.initial-backoff", "500 ms"),
                Map.entry("restart-strategy.exponential-delay.max-backoff", "5 s"),
                Map.entry("restart-strategy.exponential-delay.reset-backoff-threshold", "30 s"),
                Map.entry("execution.checkpointing.storage", "filesystem"),
                Map.entry("execution.checkpointing.incremental", "true"),
                Map.entry("state.backend.type", "rocksdb"));
    }
}
