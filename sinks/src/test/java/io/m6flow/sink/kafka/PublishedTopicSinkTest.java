package io.m6flow.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.sink.History;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicReader;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishedTopicSinkTest extends PublishedSinkContract {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private String topic;
    private TopicReader<PublishedContent> reader;

    @BeforeEach
    void makeTopic() {
        topic = KAFKA.freshTopic("content.published", 2);
        reader = KAFKA.reader(topic, PublishedContent.class);
    }

    @Override
    protected Sink<PublishedContent> sink() {
        return PublishedTopicSink.of(TopicSinkSettings.exactlyOnce(KAFKA.bootstrapServers(), "test"), topic);
    }

    @Override
    protected Map<String, String> world() {
        return History.endOf(reader.committed());
    }

    @Test
    void writesEachRecordOnceThroughAFailure() throws Exception {
        List<PublishedContent> history = longHistory();
        writeThroughAFailure(history);
        assertThat(reader.committed()).containsExactlyInAnyOrderElementsOf(history);
    }

    @Test
    void keysByThePlaceSoThatItStaysInOrder() throws Exception {
        List<PublishedContent> history = longHistory();
        writeThroughAFailure(history);
        var entries = reader.entries();
        assertThat(entries)
                .allMatch(entry ->
                        entry.key().equals(PublishedKey.of(entry.value()).value()));
        assertThat(entries.stream()
                        .filter(entry -> entry.key().equals("M-1|REASON|P-3"))
                        .map(entry -> entry.value().getPublishSequence()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
}
