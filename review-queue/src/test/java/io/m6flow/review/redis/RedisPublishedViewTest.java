package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisPublishedViewTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final TenantId MERCHANT = new TenantId("M-1");
    private static final TenantId HOST = new TenantId("H-1");
    private static final SessionId SESSION = new SessionId("S-1");

    private RedisConnection redis;
    private RedisPublishedView view;

    @BeforeEach
    void connect() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        view = new RedisPublishedView(redis);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void showsAMerchantsCopyNewestFirst() {
        publish(PublishedContents.reason("M-1", "P-1").build(), ViewKeys.products(MERCHANT), 10);
        publish(PublishedContents.reason("M-1", "P-2").build(), ViewKeys.products(MERCHANT), 30);
        publish(PublishedContents.badge("M-1", "P-1").build(), ViewKeys.products(MERCHANT), 20);

        assertThat(view.products(MERCHANT, 2))
                .extracting(RedisPublishedViewTest::subject)
                .containsExactly("P-2", "P-1");
        assertThat(view.products(MERCHANT, 10)).hasSize(3);
        assertThat(view.products(new TenantId("M-2"), 10)).isEmpty();
    }

    @Test
    void showsASessionInSpeakingOrder() {
        redis.ask(client -> client.set(ViewKeys.tenantOf(SESSION), HOST.value()));
        publish(PublishedContents.passage("H-1", "S-1", 1).build(), ViewKeys.session(HOST, SESSION), 1);
        publish(PublishedContents.summary("H-1", "S-1", "all").build(), ViewKeys.session(HOST, SESSION), 1e9);
        publish(PublishedContents.passage("H-1", "S-1", 0).build(), ViewKeys.session(HOST, SESSION), 0);

        assertThat(view.session(SESSION))
                .extracting(RedisPublishedViewTest::subject)
                .containsExactly("S-1#0", "S-1#10", "S-1#all");
        assertThat(view.tenantOf(SESSION)).contains(HOST);
    }

    @Test
    void leavesOutWhatWasRetractedBetweenTwoLooks() {
        publish(PublishedContents.reason("M-1", "P-1").build(), ViewKeys.products(MERCHANT), 10);
        redis.ask(client -> client.del(ViewKeys.content(MERCHANT)));

        assertThat(view.products(MERCHANT, 10)).isEmpty();
    }

    @Test
    void knowsNothingOfAnUnknownSession() {
        assertThat(view.session(SESSION)).isEmpty();
        assertThat(view.tenantOf(SESSION)).isEmpty();
    }

    private void publish(PublishedContent content, String index, double score) {
        PublishedKey key = PublishedKey.of(content);
        redis.ask(client -> {
            client.hset(ViewKeys.content(key.tenant()), key.field(), JsonRecords.line(content));
            return client.zadd(index, score, key.field());
        });
    }

    private static String subject(JsonNode content) {
        return content.get("subject").asText();
    }
}
