package io.m6flow.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.Drafts;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaServerTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @RegisterExtension
    static final KafkaServer ANOTHER = new KafkaServer();

    private final ContentDraft first = Drafts.reason("M-1", "P-1").build();
    private final ContentDraft second = Drafts.badge("M-1", "P-1").build();

    @Test
    void readsWhatWasWritten() {
        String topic = KAFKA.freshTopic("drafts", 3);
        try (var writer = KAFKA.writer(topic, ContentDraft.class)) {
            writer.write("a", first).write("b", second);
        }
        var reader = KAFKA.reader(topic, ContentDraft.class);
        assertThat(reader.await(2)).containsExactlyInAnyOrder(first, second);
        assertThat(reader.entries()).extracting(TopicReader.Entry::key).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void sharesOneBrokerInTheJvm() {
        assertThat(ANOTHER.bootstrapServers()).isEqualTo(KAFKA.bootstrapServers());
        assertThat(ANOTHER.freshTopic("t")).isNotEqualTo(KAFKA.freshTopic("t"));
    }

    @Test
    void createsTheTopicsOfTheHouseOnce() {
        KAFKA.createTopics(Topics.all());
        KAFKA.createTopics(Topics.all());
        assertThat(KAFKA.reader(Topics.CONTENT_DRAFTS, ContentDraft.class).committed())
                .isEmpty();
    }

    @Test
    void seesNothingOfAnOpenOrAbortedTransaction() throws Exception {
        String topic = KAFKA.freshTopic("drafts");
        var reader = KAFKA.reader(topic, ContentDraft.class);
        try (var producer = transactionalProducer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(draft(topic, first)).get();
            assertThat(reader.committed()).isEmpty();
            producer.abortTransaction();
            assertThat(reader.committed()).isEmpty();
            producer.beginTransaction();
            producer.send(draft(topic, second)).get();
            producer.commitTransaction();
        }
        assertThat(reader.await(1)).containsExactly(second);
    }

    @Test
    void saysWhatWasThereWhenTooLittleComes() {
        String topic = KAFKA.freshTopic("drafts");
        assertThatThrownBy(() -> KAFKA.reader(topic, ContentDraft.class).await(1, Duration.ofMillis(100)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("holds 0 records");
    }

    @Test
    void writesPoison() {
        String topic = KAFKA.freshTopic("drafts");
        try (var writer = KAFKA.writer(topic, ContentDraft.class)) {
            writer.writeBytes("a", new byte[] {1, 2, 3});
        }
        var reader = KAFKA.reader(topic, ContentDraft.class);
        assertThatThrownBy(() -> reader.await(1)).isInstanceOf(NotAMessageException.class);
    }

    private static KafkaProducer<String, byte[]> transactionalProducer() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers(), "transactional.id", "testkit"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> draft(String topic, ContentDraft draft) {
        return new ProducerRecord<>(
                topic, "a", RecordCodec.of(ContentDraft.class).encode(draft));
    }
}
