package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.FlakyProxy;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.sink.Rejections;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

class RedisViewSinkTest extends PublishedSinkContract {
    private static final TenantId MERCHANT = new TenantId("M-1");
    private static final TenantId HOST = new TenantId("H-1");
    private static final SessionId SESSION = new SessionId("S-1");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private RedisClient client;
    private String letters;
    private @Nullable FlakyProxy proxy;

    @BeforeEach
    void connect() {
        letters = KAFKA.freshTopic("dead.letters");
        REDIS.flush();
        client = RedisClient.create(REDIS.uri());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    @Override
    protected Sink<PublishedContent> sink() {
        // Nothing but a checkpoint makes it send.
        return new RedisViewSink(
                RedisViewSettings.of(REDIS.uri()).withMaxDelay(Duration.ofHours(1)),
                new TopicRejections(
                        "redis-view",
                        new DeadLetterTopic(KAFKA.bootstrapServers(), letters, TopicFormat.SELF_DESCRIBING),
                        TestTime.CLOCK));
    }

    @Override
    protected Faulty faulty() throws IOException {
        proxy = new FlakyProxy(REDIS.uri().getPort(), 1, 11);
        var settings = RedisViewSettings.of(URI.create("redis://127.0.0.1:" + proxy.port()));
        return new Faulty(new RedisViewSink(settings.withBatchSize(3), Rejections.fail()), proxy::broken);
    }

    @Override
    protected Map<String, String> world() {
        Map<String, String> world = new TreeMap<>();
        for (TenantId tenant : new TenantId[] {MERCHANT, HOST}) {
            client.hgetAll(ViewKeys.content(tenant)).forEach((field, json) -> world.put(tenant + "|" + field, json));
        }
        return world;
    }

    @Test
    void listsProductsByTheTimeOfPublication() throws Exception {
        write(
                PublishedContents.reason("M-1", "P-2")
                        .publishedAt(TestTime.NOW.plusSeconds(60))
                        .build(),
                PublishedContents.reason("M-1", "P-1").build());
        assertThat(client.zrange(ViewKeys.products(MERCHANT), 0, -1)).containsExactly("REASON|P-1", "REASON|P-2");
        assertThat(client.zscore(ViewKeys.products(MERCHANT), "REASON|P-1"))
                .isEqualTo((double) TestTime.NOW.toEpochMilli());
    }

    @Test
    void listsASessionsPassagesInSpeakingOrderAndSummariesAfterThem() throws Exception {
        write(
                PublishedContents.summary("H-1", "S-1", "all").build(),
                PublishedContents.passage("H-1", "S-1", 10).build(),
                PublishedContents.passage("H-1", "S-1", 2).build());
        assertThat(client.zrange(ViewKeys.session(HOST, SESSION), 0, -1))
                .containsExactly("SCRIPT|S-1#20", "SCRIPT|S-1#100", "SUMMARY|S-1#all");
        assertThat(client.get(ViewKeys.tenantOf(SESSION))).isEqualTo("H-1");
        assertThat(client.exists(ViewKeys.products(HOST))).isFalse();
    }

    @Test
    void aRetractionLeavesTheSequenceAlone() throws Exception {
        write(
                PublishedContents.passage("H-1", "S-1", 0).build(),
                PublishedContents.passage("H-1", "S-1", 0)
                        .sequence(2)
                        .retracted()
                        .build());
        assertThat(client.hgetAll(ViewKeys.sequence(HOST))).containsExactly(Map.entry("SCRIPT|S-1#0", "2"));
        assertThat(client.zcard(ViewKeys.session(HOST, SESSION))).isZero();
        assertThat(client.hlen(ViewKeys.content(HOST))).isZero();
    }

    @Test
    void whatHasNoPlaceInTheViewIsADeadLetterAndTheRestGoesOn() throws Exception {
        var poison = PublishedContents.reason("M-1", "P-2").sequence(-1).build();
        var content = PublishedContents.reason("M-1", "P-1").build();
        write(poison, content);

        assertThat(world()).containsOnly(Map.entry("M-1|REASON|P-1", JsonRecords.line(content)));
        assertThat(KAFKA.reader(letters, DeadLetter.class).committed())
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.SINK_FAILED);
                    assertThat(letter.getMessage()).startsWith("publishSequence must be at least 0, was -1");
                    assertThat(letter.getOrigin()).isEqualTo(new EventOrigin("sink:redis-view", 0, -1L));
                    assertThat(letter.getAt()).isEqualTo(TestTime.NOW);
                    assertThat(RecordCodec.of(PublishedContent.class)
                                    .decode(letter.getBytes().array()))
                            .isEqualTo(poison);
                });
    }
}
