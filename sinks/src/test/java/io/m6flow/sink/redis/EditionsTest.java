package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.Breaker;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.Intent.Edition;
import io.m6flow.sink.webhook.IntentStore.Leased;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import io.m6flow.sink.webhook.Subscription;
import io.m6flow.sink.webhook.Verdict;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits is the newest of its place; what was sent or given up can be sent again; endpoints say what they want. */
class EditionsTest {
    private static final EndpointName SHOP = new EndpointName("shop");
    private static final EndpointName OTHER = new EndpointName("other");
    private static final Duration LEASE = Duration.ofMinutes(1);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private RedisIntents store;

    @BeforeEach
    void open() {
        REDIS.flush();
        store = new RedisIntents(REDIS.uri(), 3, 100);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLaterEditionTakesThePlaceOfOneThatWaits() {
        assertThat(record(edition("P-1", 9), edition("P-2", 1), edition("P-1", 10), edition("P-1", 8)))
                .containsExactly(Recorded.NEW, Recorded.NEW, Recorded.NEW, Recorded.OUTDATED);
        assertThat(record(edition("P-1", 9))).as("its id is known").containsExactly(Recorded.REPEATED);
        assertThat(waiting()).containsExactlyInAnyOrder("P-2-1", "P-1-10");
    }

    @Test
    void comparesSequencesThatADoubleCannotTellApart() {
        assertThat(record(edition("P-1", Long.MAX_VALUE), edition("P-1", Long.MAX_VALUE - 1)))
                .containsExactly(Recorded.NEW, Recorded.OUTDATED);
    }

    @Test
    void oneThatIsUnderWayStaysAndComesBackWhenItFails() {
        record(edition("P-1", 1));
        Leased underWay = store.take(SHOP, 1, LEASE).leased().get(0);
        record(edition("P-1", 2));
        settle(underWay, new Verdict.Failed("it answered 500", Optional.of(Duration.ZERO), Duration.ZERO));

        assertThat(waiting()).containsExactlyInAnyOrder("P-1-1", "P-1-2");
    }

    @Test
    void whatWasDeliveredIsNoMeasureAnyMore() {
        record(edition("P-1", 2));
        settle(store.take(SHOP, 1, LEASE).leased().get(0), new Verdict.Delivered());

        assertThat(record(edition("P-1", 1)))
                .as("the receiver knows by its sequence that it is late")
                .containsExactly(Recorded.NEW);
    }

    @Test
    void sendsAgainWhatWasDeliveredOrGivenUpButNotWhatWaits() {
        for (String place : List.of("P-1", "P-2")) {
            record(edition(place, 1));
            settle(
                    store.take(SHOP, 1, LEASE).leased().get(0),
                    place.equals("P-1")
                            ? new Verdict.Delivered()
                            : new Verdict.Failed("it answered 500", Optional.empty(), Duration.ZERO));
        }
        record(edition("P-3", 1));

        assertThat(store.recordAgain(SHOP, List.of(edition("P-1", 1), edition("P-2", 1), edition("P-3", 1))))
                .containsExactly(Recorded.NEW, Recorded.NEW, Recorded.REPEATED);
        assertThat(store.status(SHOP).dead()).isZero();
        assertThat(waiting()).containsExactlyInAnyOrder("P-3-1", "P-1-1", "P-2-1");
    }

    @Test
    void keepsWhatEndpointsWantAsItWasTakenOverLast() {
        Subscription some = Subscription.EVERYTHING
                .withTypes(Set.of("content.published"))
                .withTenants(Set.of(new TenantId("M-1")))
                .withKinds(Set.of(Kind.REASON));
        store.subscribe(Map.of(OTHER, Subscription.EVERYTHING));
        store.subscribe(Map.of(SHOP, some));
        assertThat(store.subscriptions()).containsOnly(Map.entry(SHOP, some));
        store.subscribe(Map.of());
        assertThat(store.subscriptions()).isEmpty();
    }

    @Test
    void whatIsTooMuchForAnEndpointIsRejectedAndTheOthersHearOfIt() throws Exception {
        store.subscribe(Map.of(SHOP, Subscription.EVERYTHING));
        record(edition("P-1", 1), edition("P-2", 1), edition("P-3", 1));
        store.subscribe(Map.of(SHOP, Subscription.EVERYTHING, OTHER, Subscription.EVERYTHING));
        PublishedContent content = PublishedContents.reason("M-1", "P-4").build();
        List<String> causes = new ArrayList<>();

        new Announcements(store, (rejected, cause) -> causes.add(rejected.getSubject() + ": " + cause))
                .apply(List.of(Announcement.of(content)));

        assertThat(causes).singleElement().asString().startsWith("P-4: too much waits for webhook endpoint shop");
        assertThat(store.status(OTHER).waiting()).isEqualTo(1);
    }

    private List<Recorded> record(Intent... intents) {
        return store.record(SHOP, List.of(intents));
    }

    private void settle(Leased leased, Verdict verdict) {
        store.settle(SHOP, leased, verdict, Breaker.DEFAULT);
    }

    private List<String> waiting() {
        return store.take(SHOP, 9, LEASE).leased().stream()
                .map(leased -> leased.intent().id())
                .toList();
    }

    private static Intent edition(String place, long sequence) {
        return new Intent(place + "-" + sequence, "content.published", "{}", new Edition(place, sequence));
    }
}
