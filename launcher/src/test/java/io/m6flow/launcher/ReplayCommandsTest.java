package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.Topic;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.ReplayHeader;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.sink.kafka.WebhookLetters;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.Breaker;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.Leased;
import io.m6flow.sink.webhook.Subscription;
import io.m6flow.sink.webhook.Verdict;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What went wrong gets another chance by command: on a Kafka of its own, since it writes to the topics of all. */
@Timeout(120)
class ReplayCommandsTest {
    private static final EndpointName SHOP = new EndpointName("shop");
    private static final PublishedContent CONTENT =
            PublishedContents.reason("M-1", "P-1").text("雪纺轻盈。").build();

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    private static Path directory;

    private static LocalKafka kafka;
    private static Path file;
    private String said = "";

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = new LocalKafka(KafkaOptions.in(directory.resolve("kafka")));
        kafka.start();
        kafka.createTopics(Topics.all().stream()
                .map(topic -> new Topic(topic.name(), 1, topic.config()))
                .toList());
        file = directory.resolve("webhooks.yaml");
        Files.writeString(file, """
                endpoints:
                  - name: shop
                    url: https://shop.example.com
                    secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]
                    types: [content.*, decision.approved]
                    tenants: [M-1]
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void empty() {
        REDIS.flush();
    }

    @Test
    void anEventGoesToItsTopicAgainAndADecisionDoesNot() {
        ProductEvent event = ProductEvents.dress().build();
        byte[] bytes = RecordCodec.of(ProductEvent.class).encode(event);
        try (var letters = writer(Topics.DEAD_LETTERS, DeadLetter.class)) {
            letters.write("M-1|P-7", letter(Topics.PRODUCT_EVENTS, bytes))
                    .write("", letter(Topics.REVIEW_DECISIONS, new byte[] {1, 2}))
                    .write("M-1|L-1", ofSummary(letter(Topics.ASR_SEGMENTS, new byte[] {3})));
        }

        assertThat(run("dead-letters", "list")).isZero();
        assertThat(said)
                .contains("0-0  " + TestTime.NOW
                        + "  GENERATION_FAILED  product.events@5  M-1|P-7  1 attempt  the model was away")
                .contains("0-1  ")
                .doesNotContain(event.getTitle());
        run("dead-letters", "list", "--text");
        assertThat(said).contains("Base64: AQI=");

        assertThat(run("dead-letters", "replay", "--all")).isZero();
        assertThat(said)
                .contains("0-1 is left: what came from review.decisions cannot be sent there again")
                .contains("0-2 is left: its session went on without this text")
                .contains("1 replayed, 2 left where they are");
        assertThat(reader(Topics.PRODUCT_EVENTS, ProductEvent.class).entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.key()).isEqualTo("M-1|P-7");
                    assertThat(entry.value()).isEqualTo(event);
                    assertThat(entry.headers()).containsEntry(ReplayHeader.NAME, "THEME");
                });
        assertThat(run("dead-letters", "replay", "--id", "0-9")).isEqualTo(Main.FAILED);
    }

    @Test
    void contentGoesThroughItsSinkAgain() throws Exception {
        reject("redis-view");
        assertThat(run("dead-letters", "list", "--sink", "redis-view")).isZero();
        assertThat(said)
                .contains("SINK_FAILED  sink:redis-view@1  M-1|REASON|P-1  1 attempt  the place was too small")
                .doesNotContain("雪纺");
        run("dead-letters", "list", "--sink", "redis-view", "--text");
        assertThat(said).contains(JsonRecords.line(CONTENT));
        run(
                "dead-letters",
                "list",
                "--sink",
                "redis-view",
                "--since",
                Instant.now().plusSeconds(60).toString());
        assertThat(said).contains("no dead letters");

        assertThat(run("dead-letters", "replay", "--sink", "redis-view", "--id", "0-0"))
                .isZero();
        assertThat(said).contains("1 replayed");
        try (RedisClient redis = RedisClient.create(REDIS.uri())) {
            assertThat(redis.hget(ViewKeys.content(new TenantId("M-1")), "REASON|P-1"))
                    .isEqualTo(JsonRecords.line(CONTENT));
        }

        reject("kafka");
        assertThat(run("dead-letters", "replay", "--sink", "kafka", "--all")).isZero();
        assertThat(reader(Topics.CONTENT_PUBLISHED, PublishedContent.class).committed())
                .contains(CONTENT);
        assertThat(run("dead-letters", "replay", "--sink", "files", "--all")).isZero();
        assertThat(said).contains("0 replayed");
        assertThat(run("dead-letters", "list", "--sink", "wall")).isEqualTo(Main.MISUSED);
    }

    @Test
    void webhooksAreSentAgainByLetterByIdAndSinceATime() throws Exception {
        ContentDraft draft = Drafts.reason("M-1", "P-9").build();
        ReviewDecision approved = Decisions.approved(draft).build();
        try (var decisions = writer(Topics.REVIEW_DECISIONS, ReviewDecision.class);
                var contents = writer(Topics.CONTENT_PUBLISHED, PublishedContent.class);
                IntentStore store = new RedisIntents(REDIS.uri())) {
            decisions
                    .write("k", approved)
                    .write("k", Decisions.rejected(draft, "不好").sequence(2).build());
            contents.write("a", CONTENT)
                    .write("b", PublishedContents.reason("M-2", "P-1").build());
            store.subscribe(Map.of(SHOP, Subscription.EVERYTHING));

            assertThat(run("webhooks", "replay", "--endpoint", "shop", "--since", "2026-01-01T00:00:00Z"))
                    .isZero();
            assertThat(ids(store))
                    .contains(approved.getDecisionId(), "content-" + CONTENT.getDecisionId())
                    .hasSize(2);
            run(
                    "webhooks",
                    "replay",
                    "--endpoint",
                    "shop",
                    "--since",
                    Instant.now().plusSeconds(60).toString());
            assertThat(said).contains("0 webhooks to shop are sent again");

            assertThat(run("webhooks", "replay", "--endpoint", "shop", "--id", approved.getDecisionId()))
                    .isZero();
            assertThat(said).contains("1 webhook to shop is sent again");
            assertThat(ids(store)).containsExactly(approved.getDecisionId());
            assertThat(run("webhooks", "replay", "--endpoint", "shop", "--id", "unknown"))
                    .isEqualTo(Main.FAILED);

            giveUp("G-1");
            reject("webhooks");
            run("dead-letters", "list", "--sink", "webhooks");
            assertThat(said).contains("webhook:shop@0  shop  10 attempts  it answered 500", "sink:webhooks@1");
            assertThat(run("dead-letters", "replay", "--sink", "webhooks", "--all"))
                    .isZero();
            assertThat(ids(store)).contains("G-1");
        }
    }

    /** Of what waits; it is delivered then. */
    private static List<String> ids(IntentStore store) {
        List<Leased> leased = store.take(SHOP, 9, Duration.ofMinutes(1)).leased();
        List<String> ids = leased.stream().map(one -> one.intent().id()).toList();
        leased.forEach(one -> store.settle(SHOP, one, new Verdict.Delivered(), Breaker.DEFAULT));
        return ids;
    }

    private static void reject(String sink) throws Exception {
        try (var rejections = new TopicRejections(sink, letters(sink), TestTime.CLOCK)) {
            rejections.reject(CONTENT, "the place was too small");
        }
    }

    private static void giveUp(String id) throws Exception {
        try (var letters = new WebhookLetters(letters("webhooks"), TestTime.CLOCK)) {
            letters.note(SHOP, new Intent(id, "content.published", "{}"), 10, "it answered 500");
        }
    }

    private static DeadLetterTopic letters(String sink) {
        return new DeadLetterTopic(kafka.bootstrapServers(), Topics.deadLetters(sink), TopicFormat.SELF_DESCRIBING);
    }

    private static DeadLetter letter(String topic, byte[] bytes) {
        return DeadLetter.newBuilder()
                .setOrigin(new EventOrigin(topic, 0, 5L))
                .setReason(DeadLetterReason.GENERATION_FAILED)
                .setMessage("the model was away")
                .setKind(Kind.THEME)
                .setBytes(ByteBuffer.wrap(bytes))
                .setSize(bytes.length)
                .setAt(TestTime.NOW)
                .build();
    }

    private static DeadLetter ofSummary(DeadLetter letter) {
        letter.setKind(Kind.SUMMARY);
        return letter;
    }

    private static <T extends SpecificRecordBase> TopicWriter<T> writer(String topic, Class<T> type) {
        return new TopicWriter<>(kafka.bootstrapServers(), topic, type);
    }

    private static <T extends SpecificRecordBase> TopicReader<T> reader(String topic, Class<T> type) {
        return new TopicReader<>(kafka.bootstrapServers(), topic, type);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--set", "webhooks.file=" + file,
                "--set", "redis.uri=" + REDIS.uri(),
                "--set", "kafka.bootstrap=" + kafka.bootstrapServers(),
                "--set", "data.dir=" + directory.resolve("data")));
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.run(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
