package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.UnknownCursorException;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisListsTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final TenantId SHOP = new TenantId("M-1");
    private static RedisConnection redis;
    private final PagedLists lists = new RedisLists(redis);

    @BeforeAll
    static void connect() {
        redis = RedisConnection.to(REDIS.uri());
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        REDIS.flush();
    }

    @Test
    void endsAtOnceWhereNothingIs() {
        assertThat(lists.products(SHOP, Optional.empty(), 10)).isEqualTo(new Page<>(List.of(), Optional.empty()));
        assertThat(lists.waiting(ItemFilter.ALL, Optional.empty(), 10).entries())
                .isEmpty();
    }

    @Test
    void showsTheNewestFirstAndEachOnceHoweverManyShareATime() {
        for (int i = 0; i < 50; i++) {
            publish("P-" + i, i / 20);
        }
        for (int limit : new int[] {1, 3, 7, 49, 50, 51}) {
            List<String> all = follow(after -> lists.products(SHOP, after, limit));
            assertThat(all).hasSize(50).doesNotHaveDuplicates();
            assertThat(all.get(0)).as("the newest").startsWith("P-4");
        }
    }

    @Test
    void neitherRepeatsNorLosesWhatStaysWhileOthersComeAndGo() {
        Random random = new Random(7);
        Set<String> staying = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            publish("stays-" + i, random.nextInt(10));
            staying.add("stays-" + i);
            publish("goes-" + i, random.nextInt(10));
        }
        int[] turn = {0};
        List<String> seen = follow(after -> {
            for (int i = 0; i < 5; i++) {
                int nth = turn[0]++;
                retract("goes-" + nth % 100);
                publish("comes-" + nth, random.nextInt(12));
            }
            return lists.products(SHOP, after, 7);
        });

        assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    void goesThroughWaitingItemsOfAllTenantsAndKindsInOneOrder() {
        var queue = new WaitingItems(redis);
        for (int i = 0; i < 60; i++) {
            queue.admit("M-" + i % 4, i % 2 == 0 ? Kind.REASON : Kind.HINT, "P-" + i, i / 15);
        }
        List<String> oneByOne = items(ItemFilter.ALL, 1);

        assertThat(oneByOne).hasSize(60).doesNotHaveDuplicates();
        assertThat(items(ItemFilter.ALL, 7)).isEqualTo(oneByOne);
        assertThat(items(ItemFilter.ALL, 1000)).isEqualTo(oneByOne);
        assertThat(items(new ItemFilter(Optional.of(SHOP), Set.of(Kind.HINT)), 4))
                .hasSize(15);
    }

    @Test
    void losesNoWaitingItemWhileOthersAreClaimedAndAdmitted() {
        var queue = new WaitingItems(redis);
        for (int i = 0; i < 40; i++) {
            queue.admit("M-" + i % 3, Kind.REASON, "P-" + i, 5);
        }
        List<String> before = items(ItemFilter.ALL, 100);
        Set<String> claimed = new HashSet<>();
        int[] turn = {0};
        List<String> seen = follow(after -> {
            int nth = turn[0]++;
            queue.claimNext().ifPresent(claimed::add);
            queue.admit("M-0", Kind.REASON, "new-" + nth, nth % 2 == 0 ? 1 : 9);
            Page<String> page = ids(lists.waiting(ItemFilter.ALL, after, 6));
            return new Page<>(page.entries().stream().map(RedisListsTest::entry).toList(), page.next());
        });
        List<String> stayed = new ArrayList<>(before);
        stayed.removeAll(claimed);

        assertThat(seen).doesNotHaveDuplicates().containsAll(stayed);
    }

    @Test
    void refusesACursorThatIsNotItsOwn() {
        publish("P-1", 1);
        publish("P-2", 2);
        String next = lists.products(SHOP, Optional.empty(), 1).next().orElseThrow();

        for (String wrong : List.of("x", "%%%", "", next.substring(1), "AAAA")) {
            assertThatThrownBy(() -> lists.products(SHOP, Optional.of(wrong), 1))
                    .as(wrong)
                    .isInstanceOf(UnknownCursorException.class);
        }
        assertThatThrownBy(() -> lists.waiting(ItemFilter.ALL, Optional.of(next), 1))
                .as("another list's")
                .isInstanceOf(UnknownCursorException.class);
    }

    private List<String> items(ItemFilter filter, int limit) {
        return follow(after -> {
            Page<String> page = ids(lists.waiting(filter, after, limit));
            return new Page<>(page.entries().stream().map(RedisListsTest::entry).toList(), page.next());
        });
    }

    private static Page<String> ids(Page<ReviewItem> page) {
        return new Page<>(
                page.entries().stream().map(item -> item.contentId().value()).toList(), page.next());
    }

    private static JsonNode entry(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static List<String> follow(Function<Optional<String>, Page<JsonNode>> list) {
        List<String> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<JsonNode> page = list.apply(after);
            page.entries().forEach(entry -> all.add(entry.path("id").asText()));
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static void publish(String name, int at) {
        redis.ask(client -> client.hset(ViewKeys.content(SHOP), name, "{\"id\":\"" + name + "\"}"));
        redis.ask(client -> client.zadd(ViewKeys.products(SHOP), at, name));
    }

    private static void retract(String name) {
        redis.ask(client -> client.zrem(ViewKeys.products(SHOP), name));
        redis.ask(client -> client.hdel(ViewKeys.content(SHOP), name));
    }
}
