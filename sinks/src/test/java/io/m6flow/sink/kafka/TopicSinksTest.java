package io.m6flow.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistryAwayException;
import io.m6flow.schema.registry.SchemaRefusedException;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.registry.RegistryServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.execution.SuppressRestartsException;
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
        var serializer = InstantiationUtil.clone(onDrafts(TopicFormat.SELF_DESCRIBING));
        serializer.open(null, null);
        var written = serializer.serialize(draft, null, 1L);
        assertThat(written.topic()).isEqualTo("content.drafts");
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("M-1|P-1");
        assertThat(RecordCodec.of(ContentDraft.class).decode(written.value())).isEqualTo(draft);
        assertThat(written.timestamp()).isNull();
        assertThat(written.partition()).isNull();
    }

    @Test
    void registersItsSchemaAndWritesItsIdWhereThereIsARegistry() throws Exception {
        try (RegistryServer registry = RegistryServer.start()) {
            registry.register("other-value", "\"string\"");
            var draft = Drafts.reason("M-1", "P-1").build();
            var serializer = InstantiationUtil.clone(onDrafts(registry.format()));
            serializer.open(null, null);
            assertThat(registry.subjects()).containsExactly("content.drafts-value", "other-value");
            byte[] written = serializer.serialize(draft, null, 1L).value();
            assertThat(Arrays.copyOf(written, 5)).containsExactly(0, 0, 0, 0, 2);
            assertThat(registry.format().decoder(ContentDraft.class).decode(written))
                    .isEqualTo(draft);
        }
    }

    @Test
    void failsTheJobForGoodWhenTheRegistryRefusesItsSchema() {
        try (RegistryServer registry = RegistryServer.start()) {
            String other = ContentDraft.getClassSchema()
                    .toString()
                    .replace(
                            "{\"name\":\"createdAt\",\"type\":{\"type\":\"long\"",
                            "{\"name\":\"createdAt\",\"type\":{\"type\":\"string\"");
            registry.register("content.drafts-value", other);
            var serializer = onDrafts(registry.format());
            assertThatThrownBy(() -> serializer.open(null, null))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("content.drafts-value", "Schema being registered is incompatible")
                    .hasMessageContaining("in version 1 field \"createdAt\" is string where long is read");
        }
    }

    @Test
    void failsTheTaskWhileTheRegistryIsAway() {
        try (RegistryServer registry = RegistryServer.start()) {
            registry.away(503);
            var serializer = onDrafts(registry.format());
            assertThatThrownBy(() -> serializer.open(null, null)).isInstanceOf(RegistryAwayException.class);
            registry.back();
            assertThatCode(() -> serializer.open(null, null)).doesNotThrowAnyException();
        }
    }

    @Test
    void refusesWhatWouldLoseRecords() {
        assertThatThrownBy(() -> new TopicSinkSettings(
                        "k:9092", DeliveryGuarantee.NONE, "job", Duration.ofMinutes(1), TopicFormat.SELF_DESCRIBING))
                .hasMessageContaining("NONE loses records");
        assertThatThrownBy(() -> TopicSinkSettings.exactlyOnce("k:9092", " "))
                .hasMessageContaining("transactionalIdPrefix is empty");
        assertThatThrownBy(() -> SETTINGS.withTransactionTimeout(Duration.ofMillis(5)))
                .hasMessageContaining("transactionTimeout must be at least 1 s");
        assertThatThrownBy(() -> TopicSinkSettings.atLeastOnce("")).hasMessageContaining("bootstrapServers is empty");
    }

    private static RecordOnTopic<ContentDraft> onDrafts(TopicFormat format) {
        return new RecordOnTopic<>(
                "content.drafts", ContentDraft.class, ContentDraft::getOrderKey, draft -> List.of(), format);
    }
}
