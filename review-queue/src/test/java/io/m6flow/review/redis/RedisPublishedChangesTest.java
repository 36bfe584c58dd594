package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.PublishedChanges;
import io.m6flow.review.PublishedChanges.Ask;
import io.m6flow.review.PublishedChanges.Cursor;
import io.m6flow.review.PublishedChangesContract;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.redis.WrittenView;
import io.m6flow.testkit.redis.RedisServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the sink's script notes, read back. */
class RedisPublishedChangesTest extends PublishedChangesContract {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final TenantId MERCHANT = new TenantId("M-1");
    private static final Listing SHOP = Listing.products(MERCHANT);

    private RedisConnection redis;
    private RedisPublishedView view;
    private WrittenView written;

    @BeforeEach
    void connect() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        view = new RedisPublishedView(redis);
        written = new WrittenView(REDIS.uri());
    }

    @AfterEach
    void disconnect() {
        redis.close();
        written.close();
    }

    @Override
    protected PublishedView view() {
        return view;
    }

    @Override
    protected void publish(PublishedContent content) {
        written.publish(content);
    }

    @Override
    protected void clear() {
        REDIS.flush();
    }

    @Test
    void whoReadsWhileOthersWriteMissesNothingAndHearsNoChangeTwice() {
        var even = CompletableFuture.runAsync(() -> writeEach(0));
        var odd = CompletableFuture.runAsync(() -> writeEach(1));
        var writing = CompletableFuture.allOf(even, odd);

        Map<String, String> held = new HashMap<>();
        Set<Long> numbers = new HashSet<>();
        Cursor at = Cursor.START;
        while (!writing.isDone() || !at.equals(view.endOf(SHOP))) {
            PublishedChanges part = view.changes(List.of(new Ask(SHOP, at)), 3).get(0);
            for (PublishedChanges.Change change : part.changes()) {
                assertThat(numbers.add(change.number()))
                        .as("change %s again", change.number())
                        .isTrue();
                held.put(
                        change.place().field(),
                        change.publishSequence()
                                + change.content()
                                        .map(c -> c.path("text").asText())
                                        .orElse(""));
            }
            at = part.to();
        }
        writing.join();

        assertThat(held).hasSize(10);
        for (int product = 0; product < 10; product++) {
            assertThat(held).containsEntry("REASON|P-" + product, "40P-" + product + "第40版");
        }
    }

    /** Two write the same places, each half of the versions, so that many come late and change nothing. */
    private void writeEach(int remainder) {
        try (WrittenView own = new WrittenView(REDIS.uri())) {
            for (int version = 1; version <= 40; version++) {
                for (int product = 0; product < 10; product++) {
                    if (version % 2 == remainder) {
                        own.publish(reason(product, version));
                    }
                }
            }
        }
    }

    @Test
    void showsWhatAVersionWithoutALogHadPublished() {
        for (int product = 1; product <= 3; product++) {
            publishWithoutALog(product);
        }
        PublishedChanges before =
                view.changes(List.of(new Ask(SHOP, Cursor.START)), 2).get(0);
        assertThat(places(before)).containsExactly("REASON|P-1", "REASON|P-2");
        assertThat(before.hasMore()).isTrue();
        PublishedChanges rest =
                view.changes(List.of(new Ask(SHOP, before.to())), 2).get(0);
        assertThat(places(rest)).containsExactly("REASON|P-3");

        publish(reason(2, 7));

        PublishedChanges after =
                view.changes(List.of(new Ask(SHOP, rest.to())), 10).get(0);
        assertThat(after.startsOver()).as("the log has begun").isTrue();
        assertThat(places(after)).containsExactly("REASON|P-1", "REASON|P-3", "REASON|P-2");
    }

    @Test
    void goesOnWhereRedisHasForgottenTheScripts() {
        publish(reason(1, 1));
        REDIS.flushScripts();

        assertThat(view.changes(List.of(new Ask(SHOP, Cursor.START), new Ask(SHOP, Cursor.START)), 10))
                .allSatisfy(changes -> assertThat(changes.changes()).hasSize(1));
    }

    private void publishWithoutALog(int product) {
        String place = "REASON|P-" + product;
        redis.ask(client -> {
            client.hset(ViewKeys.content(MERCHANT), place, JsonRecords.line(reason(product, 1)));
            client.hset(ViewKeys.sequence(MERCHANT), place, "1");
            return client.zadd(ViewKeys.products(MERCHANT), product, place);
        });
    }
}
