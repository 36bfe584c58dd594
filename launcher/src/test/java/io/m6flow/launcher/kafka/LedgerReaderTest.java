package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.kafka.KafkaServer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger is read from. */
class LedgerReaderTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @BeforeAll
    static void topics() {
        KAFKA.createTopics(Topics.all());
    }

    /** Kafka answers a commit before its mark is written, so between the two the event is as it is before the commit. */
    @Test
    void anEventThatIsWrittenAndNotYetVisibleIsMissed() throws Exception {
        try (LedgerReader reader = new LedgerReader(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                KAFKA.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "ledger-reader-test"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            assertThat(reader.catchUp().events()).isZero();
            assertThat(reader.hasAllEvents()).isTrue();
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.PRODUCT_EVENTS, new byte[] {1}))
                    .get();

            assertThat(reader.catchUp().openEvents()).as("it cannot be seen").isZero();
            assertThat(reader.hasAllEvents()).isFalse();

            producer.commitTransaction();
            await().atMost(Duration.ofSeconds(20)).until(() -> reader.catchUp().openEvents() == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                reader.poll(Duration.ofMillis(100));
                return reader.hasAllEvents();
            });
        }
    }
}
