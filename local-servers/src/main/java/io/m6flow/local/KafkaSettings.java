package io.m6flow.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The broker's settings: one replica, little memory, transactions that outlive a long stop. */
final class KafkaSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private KafkaSettings() {}

    static Map<String, String> of(Path logDir, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(node(logDir, port, controllerPort));
        settings.putAll(singleReplica());
        settings.putAll(records());
        settings.putAll(smallMemory());
        return settings;
    }

    private static Map<String, String> node(Path logDir, int port, int controllerPort) {
        String broker = "PLAINTEXT://127.0.0.1:" + port;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                // The stored quorum holds node ids without addresses, so this port may differ at every start.
                Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("listeners", broker + "," + CONTROLLER + "://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", broker),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
                Map.entry("log.dirs", logDir.toString()),
                // After a kill the controller takes the dead broker for alive this long, and lets no other in.
                Map.entry("broker.session.timeout.ms", millis(Duration.ofSeconds(5))),
                Map.entry("broker.heartbeat.interval.ms", millis(Duration.ofSeconds(1))),
                Map.entry("server.max.startup.time.ms", millis(Duration.ofMinutes(2))));
    }

    private static Map<String, String> singleReplica() {
        return Map.ofEntries(
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"));
    }

    private static Map<String, String> records() {
        return Map.ofEntries(
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("message.max.bytes", Integer.toString(8 * MIB)),
                Map.entry("replica.fetch.max.bytes", Integer.toString(8 * MIB)),
                Map.entry("transaction.max.timeout.ms", millis(Duration.ofDays(7))),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A house left alone for weeks goes on where it stopped.
                Map.entry(
                        "offsets.retention.minutes",
                        Long.toString(Duration.ofDays(90).toMinutes())),
                Map.entry("transactional.id.expiration.ms", millis(Duration.ofDays(20))));
    }

    private static Map<String, String> smallMemory() {
        return Map.ofEntries(
                Map.entry("log.segment.bytes", Integer.toString(64 * MIB)),
                Map.entry("log.index.size.max.bytes", Integer.toString(MIB)),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MIB)),
                Map.entry("log.cleaner.io.buffer.size", Integer.toString(128 * KIB)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("group.coordinator.threads", "1"));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
