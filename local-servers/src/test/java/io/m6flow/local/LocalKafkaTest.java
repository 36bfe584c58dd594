package io.m6flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalKafkaTest {
    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void aNameWithABlank() {
        dir = temp.resolve("data of the shop");
    }

    @Test
    void goesOnOnTheSamePortWithTheSameClusterAndDataAfterAStop() throws Exception {
        LocalKafka kafka = new LocalKafka(KafkaOptions.in(dir));
        kafka.start();
        String address = kafka.bootstrapServers();
        String cluster = KafkaClients.clusterId(kafka);
        KafkaClients.createTopic(kafka, "events");
        String large = "大".repeat(2 << 20);
        KafkaClients.commit(kafka, "events", "one", "two", large);
        assertThat(KafkaClients.read(kafka, "events", "readers", 3)).containsExactlyInAnyOrder("one", "two", large);
        assertThatIllegalStateException().isThrownBy(kafka::start).withMessageContaining("already running");
        kafka.close();
        kafka.close();

        kafka.start();
        try (kafka) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(KafkaClients.clusterId(kafka)).isEqualTo(cluster);
            assertThat(KafkaClients.read(kafka, "events", "new readers", 3)).hasSize(3);
            KafkaClients.commit(kafka, "events", "three");
            assertThat(KafkaClients.read(kafka, "events", "readers", 1)).containsExactly("three");
            leavesATopicThatIsThere(kafka);
            namesTheTopicThatKafkaRefuses(kafka);
        }
    }

    private static void leavesATopicThatIsThere(LocalKafka kafka) throws Exception {
        kafka.createTopics(List.of(new Topic("events", 7, Map.of()), new Topic("more", 3, Map.of())));
        assertThat(KafkaClients.partitions(kafka, "events")).isEqualTo(2);
        assertThat(KafkaClients.partitions(kafka, "more")).isEqualTo(3);
    }

    private static void namesTheTopicThatKafkaRefuses(LocalKafka kafka) {
        var wrong = new Topic("wrong", 1, Map.of("retention.ms", "for ever"));
        assertThatIllegalStateException()
                .isThrownBy(() -> kafka.createTopics(List.of(wrong)))
                .withMessageContaining("cannot create the topic wrong")
                .withMessageContaining("retention.ms");
    }

    @Test
    void keepsWhatWasCommittedWhenItsProcessIsKilledAndCanListenElsewhere() throws Exception {
        String address;
        try (OtherJvm other = OtherJvm.run(KafkaProgram.class, dir.toString())) {
            address = other.awaitLine("kafka");
            assertThatThrownBy(new LocalKafka(KafkaOptions.in(dir))::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining(dir + " is in use");
            other.kill();
        }
        int oldPort = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Ports.loopback(oldPort));
            try (LocalKafka kafka = new LocalKafka(KafkaOptions.in(dir))) {
                kafka.start();
                assertThat(kafka.bootstrapServers()).isNotEqualTo(address);
                KafkaClients.takeOver(kafka);
                KafkaClients.commit(kafka, "events", "five");
                assertThat(KafkaClients.read(kafka, "events", "readers", 4))
                        .containsExactlyInAnyOrder("one", "two", "three", "five");
            }
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Ports.loopback(0));
            int port = taken.getLocalPort();
            assertThatThrownBy(new LocalKafka(new KafkaOptions(dir, port))::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage("Kafka: port " + port
                            + " is in use; choose another with --kafka-port or stop what holds it");
        }
    }

    @Test
    void leavesADamagedDirectoryAsItIs() throws Exception {
        Path identity = dir.resolve("log/meta.properties");
        Files.createDirectories(identity.getParent());
        Files.writeString(identity, "version=1\nnode.id=seven\n");
        assertThatThrownBy(new LocalKafka(KafkaOptions.in(dir))::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(dir.resolve("log").toString());
        assertThat(identity).content().contains("seven");
    }

    @Test
    void asksToBeStartedFirst() {
        try (LocalKafka kafka = new LocalKafka(KafkaOptions.in(dir))) {
            assertThatIllegalStateException()
                    .isThrownBy(kafka::bootstrapServers)
                    .withMessageContaining("start()");
        }
    }

    @Test
    void refusesWrongOptions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaOptions(dir, 70_000))
                .withMessageContaining("70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topic("events", 0, Map.of()))
                .withMessageContaining("partitions must be at least 1, was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> KafkaOptions.in(Path.of("a,b")));
    }
}
