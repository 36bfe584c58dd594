package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.sink.Rejections;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.redis.WebhookSink;
import io.m6flow.sink.webhook.Receiver.Message;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the job through Redis and the deliverer to a receiver that keeps, of each place, the highest publishSequence. */
@Timeout(60)
class WebhookSinkTest extends PublishedSinkContract {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final Map<String, JsonNode> newest = new TreeMap<>();
    private final List<Message> heard = new ArrayList<>();
    private IntentStore store;
    private Receiver shop;
    private Deliverer deliverer;

    @BeforeEach
    void start() throws Exception {
        REDIS.flush();
        store = new RedisIntents(REDIS.uri());
        shop = receiver();
        deliverer = new Deliverer(
                List.of(shop.endpoint()),
                store,
                settings(),
                (endpoint, intent, attempts, cause) -> {},
                () -> 0L,
                InetAddress::getAllByName);
        deliverer.subscribe();
        deliverer.start();
    }

    /** To be told wholly or, in another class, badly. */
    Receiver receiver() throws Exception {
        return Receiver.start("shop");
    }

    /** Many attempts, soon after each other. */
    private static DeliverySettings settings() {
        return new DeliverySettings(
                Duration.ofSeconds(5),
                4,
                Duration.ofHours(1),
                Duration.ofMillis(5),
                new RetrySchedule(Collections.nCopies(100, Duration.ofMillis(5)), 0.1),
                new Breaker(1000, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(5)));
    }

    @AfterEach
    void stop() {
        deliverer.close();
        shop.close();
        store.close();
    }

    @Override
    protected Sink<PublishedContent> sink() {
        return new WebhookSink(REDIS.uri(), Rejections.fail());
    }

    @Override
    protected Faulty faulty() {
        shop.failing(0.3, new Random(7));
        return new Faulty(sink(), () -> {
            world();
            return (int) failedAttempts();
        });
    }

    @Override
    protected Map<String, String> world() {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> store.status(shop.name()).waiting() == 0);
        heard.addAll(shop.unreadMessages());
        heard.stream().map(message -> JsonRecords.read(message.body())).forEach(this::take);
        Map<String, String> world = new TreeMap<>();
        newest.forEach((place, message) -> {
            if (message.path("type").asText().equals("content.published")) {
                world.put(place, content(message.path("data")));
            }
        });
        return world;
    }

    final long failedAttempts() {
        return store.status(shop.name()).failed();
    }

    /** By webhook-id. */
    final Map<String, Long> timesHeard() {
        return heard.stream().collect(Collectors.groupingBy(Message::id, Collectors.counting()));
    }

    /** As docs/webhooks.md tells receivers to. */
    private void take(JsonNode message) {
        JsonNode data = message.path("data");
        String place = data.path("tenant").asText() + "|" + data.path("kind").asText() + "|"
                + data.path("subject").asText();
        newest.merge(place, message, (old, now) -> sequence(now) > sequence(old) ? now : old);
    }

    private static long sequence(JsonNode message) {
        return message.path("data").path("publishSequence").asLong();
    }

    /** With what a message leaves out, in the order of the schema. */
    private static String content(JsonNode data) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : PublishedContent.getClassSchema().getFields()) {
            JsonNode empty = field.schema().getType() == Schema.Type.STRING
                    ? JsonNodeFactory.instance.textNode("")
                    : JsonNodeFactory.instance.nullNode();
            String name = Optional.ofNullable(field.getProp("json")).orElse(field.name());
            content.set(name, data.has(name) ? data.get(name) : empty);
        }
        return content.toString();
    }

    @Test
    void everyMessageIsSignedAndCarriesItsLabel() throws Exception {
        write(PublishedContents.reason("M-1", "P-1").build());
        world();

        assertThat(heard)
                .allMatch(Message::isSigned)
                .allSatisfy(message -> assertThat(message.body())
                        .startsWith("{\"type\":\"content.published\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"data\":{")
                        .contains("\"aiLabel\":\"AI生成\"", "\"AIGC\":{\"Label\":\"1\"")
                        .doesNotContain("null"));
    }

    @Test
    void endpointsChangeWithoutTheJob() throws Exception {
        store.subscribe(Map.of());
        write(PublishedContents.reason("M-1", "P-1").build());
        store.subscribe(Map.of(
                shop.name(),
                Subscription.EVERYTHING
                        .withTypes(ContentEvents.TYPES)
                        .withTenants(Set.of(new TenantId("M-2")))
                        .withKinds(Set.of(Kind.REASON))));
        var wanted = PublishedContents.reason("M-2", "P-3").build();
        write(
                PublishedContents.reason("M-1", "P-2").build(),
                wanted,
                PublishedContents.badge("M-2", "P-3").build());

        assertThat(world()).containsOnly(Map.entry("M-2|REASON|P-3", JsonRecords.line(wanted)));
    }
}
