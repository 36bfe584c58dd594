package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.redis.WrittenView;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.BindException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole way from the sink's script to those who listen. */
class PublishedFeedOverRedisTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final String TOKEN = "token-of-merchant-one";
    private static final Principal MERCHANT = new Principal("商家一", Role.MERCHANT, Optional.of(new TenantId("M-1")));
    private static final String OTHER_TOKEN = "token-of-merchant-two";
    private static final Principal OTHER = new Principal("商家二", Role.MERCHANT, Optional.of(new TenantId("M-2")));
    private static final String SHOP = "/api/v1/content/events";
    private static final int PRODUCTS = 15;
    private static final int VERSIONS = 60;
    private static final int AT_ONCE = 6;

    private final AtomicReference<TokenOwners> tokens =
            new AtomicReference<>(AccessTokens.of(Map.of(TOKEN, MERCHANT, OTHER_TOKEN, OTHER)));
    private RedisBackedServer running;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        running = RedisBackedServer.start(
                REDIS.uri(), sha256 -> tokens.get().ownerOf(sha256), RedisBackedServer.settings());
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoHangsUpAndComesAgainMissesNothingAndHearsNothingTwice() throws IOException {
        Semaphore comings = new Semaphore(0);
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publishAll(comings));
        Map<String, Long> sequences = new TreeMap<>();
        Map<String, String> held = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        String last = "";
        while (sequences.values().stream().mapToLong(Long::longValue).sum() < PRODUCTS * VERSIONS) {
            comings.release();
            try (EventStream stream = EventStream.open(client().request(SHOP).setHeader("Last-Event-ID", last))) {
                for (EventStream.Event event : stream.events(1)) {
                    last = event.id();
                    assertThat(ids.add(last)).as("%s once", last).isTrue();
                    JsonNode json = event.json();
                    String product = json.path("subject").asText();
                    Long before =
                            sequences.put(product, json.path("publishSequence").asLong());
                    assertThat(before == null
                                    || before < json.path("publishSequence").asLong())
                            .as("forwards")
                            .isTrue();
                    held.put(product, event.name() + json.path("text").asText());
                }
            }
        }
        publishing.join();

        assertThat(held).hasSize(PRODUCTS);
        held.forEach((product, text) -> assertThat(text).isEqualTo("content" + product + "第" + VERSIONS + "版"));
    }

    /** Goes on a little each time that the listener comes. */
    private static void publishAll(Semaphore comings) {
        Random random = new Random(3);
        try (WrittenView view = new WrittenView(REDIS.uri())) {
            for (int version = 1; version <= VERSIONS; version++) {
                if (version % AT_ONCE == 1) {
                    comings.acquireUninterruptibly();
                }
                for (int product = 0; product < PRODUCTS; product++) {
                    boolean isRetracted = version < VERSIONS && random.nextInt(5) == 0;
                    view.publish(isRetracted ? retraction(product, version) : reason(product, version));
                }
            }
        }
    }

    @Test
    void endsSoonAfterItsTokenIsRevokedOrReachesAnotherTenant() {
        EventStream program = EventStream.open(client().request(SHOP));
        EventStream browser = EventStream.open(running.anonymous().signIn(TOKEN).request(SHOP));
        EventStream moved =
                EventStream.open(running.anonymous().withBearer(OTHER_TOKEN).request(SHOP));

        tokens.set(AccessTokens.of(
                Map.of(OTHER_TOKEN, new Principal("商家二", Role.MERCHANT, Optional.of(new TenantId("M-3"))))));

        program.awaitEnd();
        browser.awaitEnd();
        moved.awaitEnd();
        assertThat(EventStream.answer(client().request(SHOP)).statusCode()).isEqualTo(401);
    }

    private WebClient client() {
        return running.anonymous().withBearer(TOKEN);
    }

    private static PublishedContent reason(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .text("P-" + product + "第" + sequence + "版")
                .build();
    }

    private static PublishedContent retraction(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .retracted()
                .build();
    }
}
