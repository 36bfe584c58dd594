package io.m6flow.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.Delivery;
import io.m6flow.launcher.config.MoreSinks;
import io.m6flow.launcher.flink.Jobs;
import io.m6flow.launcher.kafka.TopicFiles;
import io.m6flow.launcher.kafka.TopicSetup;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.WebSettings;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.VisibleLabel;
import io.m6flow.schema.label.VisibleLabel.Placement;
import io.m6flow.schema.label.Waiver;
import io.m6flow.sink.file.FileFormat;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way a text takes out, it says that it is generated; or it is logged; or it is what somebody said. */
class EveryDoorTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, Role> TOKENS =
            Map.of("token-of-a-shop", Role.MERCHANT, "token-of-a-host", Role.OPERATOR);
    private static final Pattern SHOWN = Pattern.compile("<p class=\"text\"[^>]* data-aigc=\"([^\"]*)\">([^<]*)</p>");

    private static final ContentDraft REASON = Drafts.reason("M-1", "P-1").build();
    private static final ContentDraft BADGE = Drafts.badge("M-1", "P-1").build();
    private static final ContentDraft PASSAGE = Drafts.script("H-1", "S-1", 0).build();
    private static final ContentDraft SPEECH =
            Drafts.script("H-1", "S-1", 1).raw().build();
    private static final ContentDraft SUMMARY =
            Drafts.summary("H-1", "S-1", "all").build();
    private static final ContentDraft WAIVED = Drafts.reason("M-2", "P-2").build();
    private static final ContentDraft NOT_WAIVED = Drafts.badge("M-2", "P-2").build();
    private static final List<ContentDraft> ALL = List.of(REASON, BADGE, PASSAGE, SPEECH, SUMMARY, WAIVED, NOT_WAIVED);
    private static final List<ReviewDecision> DECISIONS =
            ALL.stream().map(draft -> Decisions.approved(draft).build()).toList();

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    static Path directory;

    private static LocalKafka kafka;
    private static JobClient job;
    private static ReviewCore review;
    private static ReviewServer server;

    /** The publish job as it is run, with every sink that can be configured. */
    @BeforeAll
    static void publish() throws Exception {
        REDIS.flush();
        kafka = new LocalKafka(KafkaOptions.in(directory.resolve("kafka")));
        kafka.start();
        TopicSetup.createMissing(kafka.bootstrapServers());
        try (var decisions =
                new TopicWriter<>(kafka.bootstrapServers(), Topics.REVIEW_DECISIONS, ReviewDecision.class)) {
            DECISIONS.forEach(decision -> decisions.write(decision.getOrderKey(), decision));
        }
        Configuration config = new Configuration();
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, config);
        new Jobs(
                        kafka.bootstrapServers(),
                        REDIS.uri(),
                        GeneratorSettings.defaults(),
                        TopicFormat.SELF_DESCRIBING,
                        Delivery.EXACTLY_ONCE,
                        null,
                        Duration.ofMinutes(5),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(15),
                        new MoreSinks(
                                Optional.of(new MoreSinks.Files(
                                        directory.resolve("files"), Set.of(FileFormat.JSON_LINES), Duration.ZERO)),
                                Optional.empty()),
                        labels())
                .publish(env);
        job = env.executeAsync("publish");
        review = new ReviewCore(ReviewSettings.of(REDIS.uri(), kafka.bootstrapServers()), Clock.systemUTC());
        server = new ReviewServer(
                review.queue(),
                review.view(),
                review.webParts(EveryDoorTest::owner),
                WebSettings.defaults().withPort(0),
                Clock.systemUTC());
        server.start();
        new TopicReader<>(kafka.bootstrapServers(), Topics.CONTENT_PUBLISHED, PublishedContent.class).await(ALL.size());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        review.close();
        job.cancel().get();
        kafka.close();
    }

    private static LabelPolicy labels() {
        Map<Kind, VisibleLabel> labels = new EnumMap<>(LabelPolicy.defaults().labels());
        labels.put(Kind.SUMMARY, new VisibleLabel("AI生成摘要", Placement.END));
        Waiver waiver = new Waiver(
                new TenantId("M-2"), Set.of(Kind.REASON), "wang@shop.example", "2026/17, 4", Instant.EPOCH, null);
        return new LabelPolicy(labels, "91440300708461136T", "", List.of(waiver));
    }

    private static Optional<Principal> owner(String sha256) {
        return TOKENS.entrySet().stream()
                .filter(token -> sha256(token.getKey()).equals(sha256))
                .findFirst()
                .map(token -> new Principal("someone", token.getValue(), Optional.empty()));
    }

    @Test
    void theTopic() throws Exception {
        new TopicFiles(kafka.bootstrapServers(), TopicFormat.SELF_DESCRIBING).write(directory.resolve("once"));

        assertLabelled(lines(directory.resolve("once/published.jsonl")), ALL);
    }

    @Test
    void theFiles() {
        List<JsonNode> lines =
                await().atMost(PATIENCE).until(EveryDoorTest::fileLines, found -> found.size() >= ALL.size());

        assertLabelled(lines, ALL);
    }

    @Test
    void theViewInRedis() {
        assertLabelled(review.view().products(new TenantId("M-1"), 10), List.of(REASON, BADGE));
        assertLabelled(review.view().products(new TenantId("M-2"), 10), List.of(WAIVED, NOT_WAIVED));
        assertLabelled(review.view().session(new SessionId("S-1")), List.of(PASSAGE, SPEECH, SUMMARY));
    }

    @Test
    void theApi() throws Exception {
        assertLabelled(get("shop", "/api/v1/content?tenant=M-1").path("content"), List.of(REASON, BADGE));
        assertLabelled(get("shop", "/api/v1/content?tenant=M-2").path("content"), List.of(WAIVED, NOT_WAIVED));
        JsonNode session = get("host", "/api/v1/sessions/S-1");
        assertLabelled(session.path("passages"), List.of(PASSAGE, SPEECH));
        assertLabelled(session.path("summaries"), List.of(SUMMARY));
    }

    @Test
    void theFeeds() throws Exception {
        assertLabelled(events("shop", "/api/v1/content/events?tenant=M-2", 2), List.of(WAIVED, NOT_WAIVED));
        assertLabelled(events("host", "/api/v1/sessions/S-1/events", 3), List.of(PASSAGE, SPEECH, SUMMARY));
    }

    @Test
    void thePages() throws Exception {
        String shop = page("shop", "/shop?tenant=M-1");
        String unlabelledShop = page("shop", "/shop?tenant=M-2");
        String live = page("host", "/live/S-1");

        assertThat(metadata(shop)).containsExactlyInAnyOrder(REASON.getContentId(), BADGE.getContentId());
        assertThat(shop.split("<span class=\"ai\">AI生成</span>", -1)).hasSize(3);
        assertThat(shop).contains("data-copy=\"" + REASON.getText() + "（AI生成）\"");
        assertThat(metadata(unlabelledShop))
                .containsExactlyInAnyOrder(WAIVED.getContentId(), NOT_WAIVED.getContentId());
        assertThat(unlabelledShop.split("<span class=\"ai\">AI生成</span>", -1)).hasSize(2);
        assertThat(unlabelledShop).contains("data-copy=\"" + WAIVED.getText() + "\"");
        assertThat(metadata(live)).containsExactlyInAnyOrder(PASSAGE.getContentId(), "", SUMMARY.getContentId());
        assertThat(live)
                .containsSubsequence(
                        "<span class=\"ai\">AI生成</span>",
                        PASSAGE.getText(),
                        "<span class=\"ai\">原始语音，非 AI 生成</span>",
                        SPEECH.getText(),
                        "<span class=\"ai\">AI生成摘要</span>",
                        SUMMARY.getText() + "（AI生成摘要）");
    }

    /** They are labelled whoever has a waiver: an endpoint may be anybody's. */
    @Test
    void theWebhooksOfDecisions() {
        DecisionEvents events = new DecisionEvents(labels());
        DECISIONS.forEach(decision -> {
            JsonNode data = JsonRecords.read(events.intent(decision).body()).path("data");
            boolean isSpeech = decision.getContentId().equals(SPEECH.getContentId());
            assertThat(data.has("aiLabel")).isNotEqualTo(isSpeech);
            assertThat(data.has("AIGC")).isNotEqualTo(isSpeech);
        });
    }

    @Test
    void whatLeftUnlabelledIsInTheLogAndNothingElse() {
        assertThat(new TopicReader<>(kafka.bootstrapServers(), Topics.UNLABELLED_RELEASES, UnlabelledRelease.class)
                        .await(1))
                .singleElement()
                .satisfies(release -> {
                    assertThat(release.getContentId()).isEqualTo(WAIVED.getContentId());
                    assertThat(release.getRequestedBy()).isEqualTo("wang@shop.example");
                    assertThat(release.getAgreement()).isEqualTo("2026/17, 4");
                });
    }

    private static void assertLabelled(Iterable<JsonNode> contents, List<ContentDraft> expected) {
        List<JsonNode> found =
                StreamSupport.stream(contents.spliterator(), false).toList();
        assertThat(found)
                .extracting(content -> content.path("contentId").asText())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(ContentDraft::getContentId).toList());
        found.forEach(EveryDoorTest::assertLabelled);
    }

    private static void assertLabelled(JsonNode content) {
        String id = content.path("contentId").asText();
        String text = content.path("text").asText();
        JsonNode label = content.path("aiLabel");
        assertThat(text).isNotBlank();
        if (id.equals(SPEECH.getContentId())) {
            assertThat(content.path("origin").asText()).isEqualTo("RAW_TRANSCRIPT");
            assertThat(label.isNull()).isTrue();
            assertThat(content.path("AIGC").isNull()).isTrue();
            return;
        }
        assertThat(content.path("AIGC").toString())
                .isEqualTo("{\"Label\":\"1\",\"ContentProducer\":\"91440300708461136T\",\"ProduceID\":\"" + id
                        + "\",\"ReservedCode1\":\"sha256:" + sha256(text)
                        + "\",\"ContentPropagator\":\"\",\"PropagateID\":\"\",\"ReservedCode2\":\"\"}");
        if (id.equals(WAIVED.getContentId())) {
            assertThat(label.isNull()).isTrue();
        } else if (id.equals(SUMMARY.getContentId())) {
            assertThat(label.asText()).isEqualTo("AI生成摘要");
            assertThat(text).endsWith("（AI生成摘要）");
        } else {
            assertThat(label.asText()).isEqualTo("AI生成");
        }
    }

    /** The ProduceID of each text that the page shows; empty where it has no metadata. */
    private static List<String> metadata(String page) {
        return SHOWN.matcher(page)
                .results()
                .map(shown -> shown.group(1).replace("&#34;", "\""))
                .map(aigc -> aigc.isEmpty()
                        ? ""
                        : JsonRecords.read(aigc).path("ProduceID").asText())
                .toList();
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(JsonRecords::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> fileLines() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("files"));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("compacted-published-"))
                    .flatMap(file -> lines(file).stream())
                    .toList();
        }
    }

    private static HttpRequest request(String who, String path, String accepted) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer token-of-a-" + who)
                .header("Accept", accepted)
                .build();
    }

    private static String page(String who, String path) throws Exception {
        return HTTP.send(request(who, path, "*/*"), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonNode get(String who, String path) throws Exception {
        return JsonRecords.read(page(who, path));
    }

    private static List<JsonNode> events(String who, String path, int count) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (Stream<String> lines = HTTP.send(
                        request(who, path, "text/event-stream"), HttpResponse.BodyHandlers.ofLines())
                .body()) {
            lines.filter(line -> line.startsWith("data: ") && line.contains("contentId"))
                    .map(line -> JsonRecords.read(line.substring("data: ".length())))
                    .limit(count)
                    .forEach(events::add);
        }
        return events;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
