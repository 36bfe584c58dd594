package io.m6flow.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.testkit.Drafts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class TopicSinksTest {
    private static final TopicSinkSettings SETTINGS = TopicSinkSettings.exactlyOnce("127.0.0.1:9092", "job");

    @Test
    void travelsToTheWorkers() throws Exception {
        var sink = TopicSinks.of(SETTINGS, "content.drafts", ContentDraft.class, ContentDraft::getOrderKey);
        assertThat(InstantiationUtil.clone(sink)).isNotNull();
    }

    @Test
    void writesKeyAndSelfDescribingBytesWithoutTheEventsTime() throws Exception {
        var draft = Drafts.reason("M-1", "P-1").build();
        var serializer = InstantiationUtil.clone(
                new RecordOnTopic<>("content.drafts", ContentDraft.class, ContentDraft::getOrderKey));
        serializer.open(null, null);
        var written = serializer.serialize(draft, null, 1L);
        assertThat(written.topic()).isEqualTo("content.drafts");
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("M-1|P-1");
        assertThat(RecordCodec.of(ContentDraft.class).decode(written.value())).isEqualTo(draft);
        assertThat(written.timestamp()).isNull();
        assertThat(written.partition()).isNull();
    }

    @Test
    void refusesWhatWouldLoseRecords() {
        assertThatThrownBy(() -> new TopicSinkSettings("k:9092", DeliveryGuarantee.NONE, "job", Duration.ofMinutes(1)))
                .hasMessageContaining("NONE loses records");
        assertThatThrownBy(() -> TopicSinkSettings.exactlyOnce("k:9092", " "))
                .hasMessageContaining("transactionalIdPrefix is empty");
        assertThatThrownBy(() -> SETTINGS.withTransactionTimeout(Duration.ofMillis(5)))
                .hasMessageContaining("transactionTimeout must be at least 1 s");
        assertThatThrownBy(() -> TopicSinkSettings.atLeastOnce("")).hasMessageContaining("bootstrapServers is empty");
    }
}
