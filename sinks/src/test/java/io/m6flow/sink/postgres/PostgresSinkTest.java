package io.m6flow.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.FlakyProxy;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.sink.Rejections;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.postgres.PostgresServer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSinkTest extends PublishedSinkContract {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private Database database;
    private @Nullable FlakyProxy proxy;

    @BeforeEach
    void connect() throws SQLException {
        database = new Database(POSTGRES);
    }

    @AfterEach
    void disconnect() throws Exception {
        database.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    @Override
    protected Sink<PublishedContent> sink() throws Exception {
        return new PostgresSink(database.settings(), Rejections.fail());
    }

    /** A connection is greeted with a question for TLS, a name and two steps of the password. */
    @Override
    protected Faulty faulty() throws Exception {
        try (var table = new PublishedTable(database.settings())) {
            table.open();
        }
        proxy = new FlakyProxy(POSTGRES.port(), 4, 5);
        var settings = database.settings(proxy.port(), POSTGRES.user(), POSTGRES.password());
        return new Faulty(new PostgresSink(settings.withBatchSize(3), Rejections.fail()), proxy::broken);
    }

    /** Every column, made into the record that it came from. */
    @Override
    protected Map<String, String> world() throws SQLException {
        Map<String, String> world = new TreeMap<>();
        try (Statement statement = database.connection().createStatement();
                ResultSet row = statement.executeQuery("select * from published")) {
            while (row.next()) {
                PublishedContent content = content(row);
                world.put(PublishedKey.of(content).value(), JsonRecords.line(content));
            }
        }
        return world;
    }

    private static PublishedContent content(ResultSet row) throws SQLException {
        return PublishedContent.newBuilder()
                .setContentId(row.getString("content_id"))
                .setTenant(row.getString("tenant"))
                .setKind(Kind.valueOf(row.getString("kind")))
                .setSubject(row.getString("subject"))
                .setSubjectRevision(row.getLong("subject_revision"))
                .setAttempt(row.getInt("attempt"))
                .setOrigin(Optional.ofNullable(row.getString("origin"))
                        .map(DraftOrigin::valueOf)
                        .orElse(null))
                .setDecisionId(row.getString("decision_id"))
                .setPublishSequence(row.getLong("publish_sequence"))
                .setAction(PublishAction.PUBLISH)
                .setText(row.getString("text"))
                .setPassageIndex(row.getObject("passage_index", Integer.class))
                .setProductId(row.getString("product_id"))
                .setTitle(row.getString("title"))
                .setStartMillis(row.getObject("start_millis", Long.class))
                .setEndMillis(row.getObject("end_millis", Long.class))
                .setAiLabel(row.getString("ai_label"))
                .setAigc(aigc(row.getString("aigc")))
                .setPublishedAt(
                        row.getObject("published_at", OffsetDateTime.class).toInstant())
                .build();
    }

    private static @Nullable AigcMetadata aigc(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonNode found = JsonRecords.read(json);
        return AigcMetadata.newBuilder()
                .setLabel(found.get("Label").asText())
                .setContentProducer(found.get("ContentProducer").asText())
                .setProduceId(found.get("ProduceID").asText())
                .setContentPropagator(found.get("ContentPropagator").asText())
                .setPropagateId(found.get("PropagateID").asText())
                .setReservedCode1(found.get("ReservedCode1").asText())
                .setReservedCode2(found.get("ReservedCode2").asText())
                .build();
    }

    @Test
    void takesContentWithoutALabel() throws Exception {
        var bare = PublishedContents.passage("H-1", "S-1", 0)
                .with(content -> content.setAiLabel(null).setAigc(null))
                .build();
        write(bare);
        assertThat(world()).containsOnly(Map.entry("H-1|SCRIPT|S-1#0", JsonRecords.line(bare)));
    }

    @Test
    void leavesATombstoneWhereSomethingWasRetracted() throws Exception {
        var reason = PublishedContents.reason("M-1", "P-1");
        write(reason.build(), reason.sequence(2).retracted().build());
        assertThat(database.column("select concat_ws(' ', publish_sequence, retracted, text is null) from content"))
                .containsExactly("2 t t");
        assertThat(world()).isEmpty();
    }
}
