package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.web.AccessTokens;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.WebSettings;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the whole service says of itself, between a real Kafka and a Redis of its own that comes and goes. */
class HealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADMIN = "token-of-an-admin";

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalRedis redis;
    private ReviewCore core;
    private ReviewServer server;

    @BeforeEach
    void start() throws IOException {
        redis = new LocalRedis(RedisOptions.in(directory));
        redis.start();
        ReviewTopics topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"),
                KAFKA.freshTopic("withdrawals"),
                KAFKA.freshTopic("decisions"),
                KAFKA.freshTopic("feedback"),
                KAFKA.freshTopic("dead"),
                KAFKA.freshTopic("terms"),
                KAFKA.freshTopic("models"));
        core = new ReviewCore(
                ReviewSettings.of(redis.uri(), KAFKA.bootstrapServers())
                        .withGroupId(topics.drafts())
                        .withTopics(topics),
                Clock.systemUTC());
        server = new ReviewServer(
                core.queue(),
                core.view(),
                core.webParts(AccessTokens.of(Map.of(ADMIN, new Principal("admin", Role.ADMIN, Optional.empty())))),
                WebSettings.defaults().withPort(0),
                Clock.systemUTC());
        server.start();
        core.start();
        await().atMost(PATIENCE).until(() -> get("/ready", "").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        server.close();
        core.close();
        redis.close();
    }

    @Test
    void isReadyAndAliveWhileAllIsThere() {
        for (String part : new String[] {"redis", "intake", "relay", "sweeper", "recall", "terms", "trial"}) {
            assertThat(json("/ready", "").at("/parts/" + part + "/state").asText())
                    .isEqualTo("well");
        }
        assertThat(json("/health", "").path("status").asText()).isEqualTo("alive");
        assertThat(get("/metrics", ADMIN).body())
                .contains(
                        "m6flow_review_redis_up 1.0",
                        "m6flow_review_redis_durable 1.0",
                        "m6flow_review_intake_joined 1.0",
                        "m6flow_review_intake_lag 0.0",
                        "m6flow_review_relay_sent_total 0.0",
                        "m6flow_review_trouble_seconds{part=\"relay\"} 0.0");
    }

    @Test
    void isAliveButNotReadyWhileRedisIsGoneAndReadyAgainWhenItIsBack() {
        redis.close();

        await().atMost(PATIENCE).until(() -> get("/ready", "").statusCode() == 503);
        JsonNode outsiders = json("/ready", "");
        assertThat(outsiders.at("/parts/redis/state").asText()).isEqualTo("silent");
        assertThat(outsiders.at("/parts/redis/since").asText()).isNotEmpty();
        assertThat(outsiders.toString()).doesNotContain("127.0.0.1");
        assertThat(json("/ready", ADMIN).at("/parts/redis/detail").asText()).contains("127.0.0.1");
        assertThat(get("/health", "").statusCode()).isEqualTo(200);
        assertThat(get("/metrics", ADMIN).body())
                .contains("m6flow_review_redis_up 0.0")
                .doesNotContain("m6flow_review_waiting");

        redis = new LocalRedis(RedisOptions.in(directory));
        redis.start();
        await().atMost(PATIENCE).until(() -> get("/ready", "").statusCode() == 200);
    }

    @Test
    void answersAtOnceWhileRedisStandsStill() throws IOException, InterruptedException {
        signal("STOP");
        try {
            await().atMost(PATIENCE).until(() -> get("/ready", "").statusCode() == 503);
            long began = System.nanoTime();
            assertThat(get("/health", "").statusCode()).isEqualTo(200);
            assertThat(get("/metrics", ADMIN).body()).contains("m6flow_review_redis_up 0.0");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        } finally {
            signal("CONT");
        }
        await().atMost(PATIENCE).until(() -> get("/ready", "").statusCode() == 200);
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid()))
                .start()
                .waitFor();
    }

    private JsonNode json(String path, String token) {
        return JsonRecords.read(get(path, token).body());
    }

    private HttpResponse<String> get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
