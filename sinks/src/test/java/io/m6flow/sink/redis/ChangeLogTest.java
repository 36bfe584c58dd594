package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** The log of changes beside the view: each change of the view, and nothing else, takes the next number. */
class ChangeLogTest {
    private static final Listing SHOP = Listing.products(new TenantId("M-1"));
    private static final Listing SESSION = Listing.session(new TenantId("H-1"), new SessionId("S-1"));

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private RedisClient client;
    private RedisView view;

    @BeforeEach
    void connect() {
        REDIS.flush();
        client = RedisClient.create(REDIS.uri());
        view = new RedisView(RedisViewSettings.of(REDIS.uri()));
    }

    @AfterEach
    void disconnect() {
        view.close();
        client.close();
    }

    @Test
    void numbersEachChangeAndKeepsThePlacesLastOne() throws Exception {
        write(reason(1, 1), reason(2, 1), reason(1, 2));

        assertThat(log(SHOP)).containsExactly("REASON|P-2@2", "REASON|P-1@3");
        assertThat(last(SHOP)).isEqualTo("3");
    }

    @Test
    void repeatsAndWhatIsOlderAreNoChange() throws Exception {
        write(reason(1, 5), reason(2, 1));
        write(reason(1, 5), reason(1, 4), retraction(1, 3), reason(1, 5));

        assertThat(log(SHOP)).containsExactly("REASON|P-1@1", "REASON|P-2@2");
        assertThat(last(SHOP)).isEqualTo("2");
    }

    @Test
    void aRetractionIsAChangeAndStaysInTheLog() throws Exception {
        write(reason(1, 1), reason(2, 1), retraction(1, 2), retraction(1, 2));

        assertThat(log(SHOP)).containsExactly("REASON|P-2@2", "REASON|P-1@3");
        assertThat(client.zrange(ViewKeys.places(SHOP), 0, -1)).containsExactly("REASON|P-2");
    }

    @Test
    void eachListingHasALogOfItsOwn() throws Exception {
        write(
                reason(1, 1),
                PublishedContents.passage("H-1", "S-1", 0).build(),
                PublishedContents.passage("H-1", "S-2", 0).build(),
                PublishedContents.summary("H-1", "S-1", "all").build());

        assertThat(log(SHOP)).containsExactly("REASON|P-1@1");
        assertThat(log(SESSION)).containsExactly("SCRIPT|S-1#0@1", "SUMMARY|S-1#all@2");
    }

    @Test
    void neverGrowsBeyondThePlacesWhateverComesInWhateverOrderFromTwoWriters() throws Exception {
        List<PublishedContent> history = new ArrayList<>();
        for (int version = 1; version <= 50; version++) {
            for (int product = 0; product < 6; product++) {
                history.add(version % 5 == 0 ? retraction(product, version) : reason(product, version));
            }
        }
        var one = CompletableFuture.runAsync(() -> writeShuffled(history, 1));
        var other = CompletableFuture.runAsync(() -> writeShuffled(history, 2));
        CompletableFuture.allOf(one, other).join();

        assertThat(client.zcard(ViewKeys.changes(SHOP))).isEqualTo(6);
        List<Double> numbers = client.zrangeWithScores(ViewKeys.changes(SHOP), 0, -1).stream()
                .map(place -> place.getScore())
                .toList();
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(numbers.get(5)).isEqualTo(Double.parseDouble(last(SHOP)));
    }

    private static void writeShuffled(List<PublishedContent> history, int seed) {
        List<PublishedContent> own = new ArrayList<>(history);
        Collections.shuffle(own, new Random(seed));
        try (RedisView writer = new RedisView(RedisViewSettings.of(REDIS.uri()))) {
            for (int from = 0; from < own.size(); from += 20) {
                writer.apply(own.subList(from, from + 20).stream()
                        .map(ViewUpdate::of)
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aViewBuiltAnewHasAnotherLog() throws Exception {
        write(reason(1, 1));
        String before = began();
        write(reason(1, 2));
        assertThat(began()).isEqualTo(before);

        REDIS.flush();
        write(reason(1, 1));

        assertThat(Long.parseLong(began())).isGreaterThan(Long.parseLong(before));
    }

    @Test
    void beginsWithWhatAVersionWithoutALogHadListed() throws Exception {
        client.zadd(ViewKeys.places(SHOP), 10, "REASON|P-8");
        client.zadd(ViewKeys.places(SHOP), 20, "REASON|P-9");

        write(reason(8, 2));

        assertThat(log(SHOP)).containsExactly("REASON|P-9@2", "REASON|P-8@3");
    }

    private void write(PublishedContent... contents) throws IOException {
        view.apply(List.of(contents).stream().map(ViewUpdate::of).toList());
    }

    private List<String> log(Listing listing) {
        return client.zrangeWithScores(ViewKeys.changes(listing), 0, -1).stream()
                .map(place -> place.getElement() + "@" + (long) place.getScore())
                .toList();
    }

    private String last(Listing listing) {
        return client.hget(ViewKeys.log(listing), "last");
    }

    private String began() {
        return client.hget(ViewKeys.log(SHOP), "began");
    }

    private static PublishedContent reason(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .build();
    }

    private static PublishedContent retraction(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .retracted()
                .build();
    }
}
