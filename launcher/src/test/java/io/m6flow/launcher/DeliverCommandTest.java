package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.kafka.DecisionRecorder;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The parts as up and deliver put them together, and the commands beside them. */
@Timeout(60)
class DeliverCommandTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    private Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private HttpServer shop;
    private Path file;
    private String topic;
    private String said = "";

    @BeforeEach
    void start() throws IOException {
        REDIS.flush();
        // Others count what is on the topic of all.
        topic = KAFKA.freshTopic("decisions");
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        shop.start();
        file = directory.resolve("webhooks.yaml");
        Files.writeString(file, """
                endpoints:
                  - name: shop
                    url: http://127.0.0.1:%d/hooks?key=geheim
                    secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]
                    private: true
                """.formatted(shop.getAddress().getPort()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        shop.stop(0);
    }

    @Test
    void aDecisionReachesItsEndpointAndTheCommandsTell() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").text("雪纺轻盈，夏天穿着正好。").build();
        ReviewDecision before = Decisions.approved(draft).build();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        try (Webhooks webhooks = new Webhooks(
                WebhooksFile.read(file, Map.of()),
                new DecisionRecorder.Source(KAFKA.bootstrapServers(), topic, topic, TopicFormat.SELF_DESCRIBING),
                LabelPolicy.defaults(),
                REDIS.uri())) {
            webhooks.start();
            decide(before);
            decide(Decisions.approved(draft)
                    .sequence(2)
                    .with(decision -> decision.setDecidedAt(Instant.now()))
                    .build());

            await().atMost(Duration.ofSeconds(30)).until(() -> !told.isEmpty());
            assertThat(told)
                    .singleElement()
                    .asString()
                    .contains("雪纺轻盈，夏天穿着正好。", "\"aiLabel\":\"AI生成\"", "\"publishSequence\":2");
            await().until(() -> meters.get("m6flow.webhook.delivered")
                            .tag("endpoint", "shop")
                            .functionCounter()
                            .count()
                    == 1);

            answer = 410;
            decide(Decisions.revoked(draft)
                    .sequence(3)
                    .with(decision -> decision.setDecidedAt(Instant.now()))
                    .build());
            await().until(() -> told.size() == 2);
            await().untilAsserted(() -> {
                run("webhooks", "list");
                assertThat(said).contains("disabled: it answered 410");
            });
            assertThat(said)
                    .contains("shop             http://127.0.0.1:"
                            + shop.getAddress().getPort() + "  disabled")
                    .contains("delivered 1, waiting 1")
                    .doesNotContain("geheim", "whsec_");

            answer = 204;
            assertThat(run("webhooks", "enable", "--endpoint", "shop")).isZero();
            assertThat(said).contains("shop is enabled again");
            await().until(() -> told.size() == 3);
        } finally {
            Metrics.removeRegistry(meters);
        }
        assertThat(run("webhooks", "dead", "--endpoint", "shop")).isZero();
        assertThat(said).contains("nothing was given up for shop");
        assertThat(run("webhooks", "replay", "--endpoint", "shop", "--failed")).isZero();
        assertThat(said).contains("0 webhooks to shop are sent again");
    }

    @Test
    void refusesEndpointsThatThereAreNot() {
        assertThat(run("webhooks", "replay", "--endpoint", "other", "--failed")).isEqualTo(Main.MISUSED);
        file = Path.of("");
        assertThat(run("webhooks", "list")).as("without a file").isEqualTo(Main.MISUSED);
    }

    private void decide(ReviewDecision decision) {
        try (var decisions = KAFKA.writer(topic, ReviewDecision.class)) {
            decisions.write(decision.getOrderKey(), decision);
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--set", "webhooks.file=" + file, "--set", "redis.uri=" + REDIS.uri()));
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
