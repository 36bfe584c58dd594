package io.m6flow.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.sink.History;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.kafka.TopicReader.Entry;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishedTopicSinkTest extends PublishedSinkContract {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private DeliveryGuarantee guarantee;
    private String topic;
    private TopicReader<PublishedContent> reader;

    @BeforeEach
    void makeTopic() {
        guarantee = DeliveryGuarantee.EXACTLY_ONCE;
        topic = KAFKA.freshTopic("content.published");
        reader = KAFKA.reader(topic, PublishedContent.class);
    }

    @Override
    protected Sink<PublishedContent> sink() {
        return PublishedTopicSink.of(
                new TopicSinkSettings(
                        KAFKA.bootstrapServers(),
                        guarantee,
                        "test",
                        Duration.ofMinutes(10),
                        TopicFormat.SELF_DESCRIBING),
                topic);
    }

    @Override
    protected Faulty faulty() {
        return Assumptions.abort("clients learn the broker's own address from it and pass by any proxy;"
                + " ClusterFaultsTest kills the broker instead");
    }

    @Override
    protected Map<String, String> world() {
        return History.endOf(reader.committed());
    }

    @Test
    void writesEachRecordOnceThroughAFailureAndEachPlaceInOrder() throws Exception {
        List<PublishedContent> history = history(3);
        writeThroughAFailure(history);
        var entries = reader.entries();
        assertThat(entries).extracting(Entry::value).containsExactlyInAnyOrderElementsOf(history);
        assertThat(entries)
                .allMatch(entry ->
                        entry.key().equals(PublishedKey.of(entry.value()).value()));
        assertThat(entries.stream()
                        .filter(entry -> entry.key().equals("M-1|REASON|P-3"))
                        .map(entry -> entry.value().getPublishSequence()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRunThatFailedForGoodShowsNothingUnconfirmed() throws Exception {
        List<PublishedContent> history = history(3);
        assertThatThrownBy(() -> writeUntilAFailure(history)).isInstanceOf(JobExecutionException.class);
        List<PublishedContent> shown = reader.committed();
        assertThat(shown).as("short of the 8th, whose checkpoint failed").hasSizeBetween(3, 7);
        assertThat(shown).isEqualTo(history.subList(0, shown.size()));
    }

    @Test
    void aRunThatWasKilledHoldsUpNobody() throws Exception {
        var next = PublishedContents.badge("M-1", "P-1").build();
        try (var killed = producerOfAKilledRun()) {
            killed.send(new ProducerRecord<>(topic, "key", new byte[0])).get();
            write(next);
            assertThat(reader.await(1, Duration.ofSeconds(10))).containsExactly(next);
        }
    }

    /** Its transaction stays open, as the process of an earlier run has left it: the name is one that Flink's sink gives. */
    private KafkaProducer<String, byte[]> producerOfAKilledRun() {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", KAFKA.bootstrapServers(), "transactional.id", "test-" + topic + "-0-1"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    @Test
    void everyRecordIsACloudEventToo() throws Exception {
        var content = PublishedContents.reason("M-1", "P-1").sequence(3).build();
        var retraction =
                PublishedContents.reason("M-1", "P-1").sequence(4).retracted().build();
        write(content, retraction);

        List<CloudEvent> events = cloudEvents();
        assertThat(events)
                .extracting(CloudEvent::getType)
                .containsExactly("io.m6flow.content.published", "io.m6flow.content.retracted");
        assertThat(events)
                .extracting(CloudEvent::getId)
                .containsExactly(content.getDecisionId(), retraction.getDecisionId());
        CloudEvent first = events.get(0);
        assertThat(first.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(first.getSource()).isEqualTo(URI.create("urn:m6flow:publish"));
        assertThat(first.getSubject()).isEqualTo("M-1|REASON|P-1");
        assertThat(first.getTime()).isEqualTo(content.getPublishedAt().atOffset(ZoneOffset.UTC));
        assertThat(first.getDataContentType()).isEqualTo("application/avro");
        assertThat(RecordCodec.of(PublishedContent.class).decode(first.getData().toBytes()))
                .isEqualTo(content);
    }

    /** As the reference library reads the topic. */
    private List<CloudEvent> cloudEvents() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", KAFKA.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<CloudEvent> events = new ArrayList<>();
            while (events.size() < 2) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> events.add(
                                KafkaMessageFactory.createReader(record).toEvent()));
            }
            return events;
        }
    }

    @Test
    void atLeastOnceShowsRecordsToo() throws Exception {
        List<PublishedContent> history = history(3);
        guarantee = DeliveryGuarantee.AT_LEAST_ONCE;
        writeThroughAFailure(history);
        assertThat(reader.committed()).hasSizeGreaterThan(history.size()).containsAll(history);
    }
}
