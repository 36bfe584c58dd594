package io.m6flow.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.SigningSecret;
import io.m6flow.sink.webhook.Subscription;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DecisionRecorderTest {
    private static final Endpoint ALL = endpoint("all", Subscription.EVERYTHING);
    private static final Endpoint ONE_TENANT =
            endpoint("one-tenant", Subscription.EVERYTHING.withTenants(Set.of(new TenantId("M-1"))));
    private static final Endpoint REVOKED =
            endpoint("revoked", Subscription.EVERYTHING.withTypes(Set.of("decision.revoked")));

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private final List<EndpointName> woken = new CopyOnWriteArrayList<>();
    private final Map<Endpoint, Instant> subscriptions = new LinkedHashMap<>();
    private String topic;
    private IntentStore store;
    private TopicWriter<ReviewDecision> decisions;

    @BeforeEach
    void open() {
        REDIS.flush();
        topic = KAFKA.freshTopic("decisions");
        store = new RedisIntents(REDIS.uri());
        decisions = KAFKA.writer(topic, ReviewDecision.class);
        subscriptions.putAll(Map.of(ALL, Instant.EPOCH, ONE_TENANT, Instant.EPOCH, REVOKED, Instant.EPOCH));
    }

    @AfterEach
    void close() {
        decisions.close();
        store.close();
    }

    @Test
    void recordsForEachEndpointWhatItWants() {
        write(Decisions.approved(Drafts.reason("M-1", "P-1").build()).build());
        write(Decisions.approved(Drafts.reason("M-2", "P-2").build()).build());
        write(Decisions.revoked(Drafts.reason("M-2", "P-2").build()).sequence(2).build());

        recordAs("group", ALL, 3);
        assertThat(bodies(ONE_TENANT)).singleElement().asString().contains("\"tenant\":\"M-1\"");
        assertThat(bodies(REVOKED)).singleElement().asString().startsWith("{\"type\":\"decision.revoked\"");
        assertThat(woken).contains(ALL.name(), ONE_TENANT.name(), REVOKED.name());
    }

    @Test
    void aDecisionThatComesAgainAndOneThatIsReadAgainChangeNothing() {
        ReviewDecision decision =
                Decisions.approved(Drafts.reason("M-1", "P-1").build()).build();
        write(decision);
        write(decision);
        ReviewDecision last =
                Decisions.approved(Drafts.reason("M-1", "P-9").build()).build();
        write(last);

        recordAs("group", ALL, 2);
        // Under another name it reads all anew.
        write(Decisions.revoked(Drafts.reason("M-1", "P-9").build()).sequence(2).build());
        recordAs("another", REVOKED, 1);
        assertThat(store.status(ALL.name()).waiting()).isEqualTo(3);
    }

    @Test
    void goesOnWhereItStopped() {
        write(Decisions.approved(Drafts.reason("M-1", "P-1").build()).build());
        recordAs("group", ALL, 1);
        REDIS.flush();
        write(Decisions.approved(Drafts.reason("M-1", "P-2").build()).build());

        recordAs("group", ALL, 1);
        assertThat(bodies(ALL))
                .as("the first was committed")
                .singleElement()
                .asString()
                .contains("P-2");
    }

    @Test
    void tellsNothingOfWhatWasDecidedBeforeAnEndpointWasKnown() {
        subscriptions.put(ALL, TestTime.NOW);
        write(Decisions.approved(Drafts.reason("M-1", "P-1").build())
                .with(decision -> decision.setDecidedAt(TestTime.NOW.minusMillis(1)))
                .build());
        write(Decisions.approved(Drafts.reason("M-1", "P-2").build()).build());

        recordAs("group", ALL, 1);
        assertThat(bodies(ALL)).singleElement().asString().contains("P-2");
    }

    @Test
    void whatIsNoDecisionCostsOnlyItself() {
        decisions.writeBytes("key", new byte[] {1, 2, 3});
        write(Decisions.approved(Drafts.reason("M-1", "P-1").build())
                .with(decision -> decision.setDecisionId("no.id"))
                .build());
        write(Decisions.approved(Drafts.reason("M-1", "P-2").build()).build());

        recordAs("group", ALL, 1);
        assertThat(bodies(ALL)).singleElement().asString().contains("P-2");
    }

    private void write(ReviewDecision decision) {
        decisions.write(decision.getOrderKey(), decision);
    }

    /** Lets a recorder run until so many intents wait for the endpoint. */
    private void recordAs(String group, Endpoint endpoint, int intents) {
        try (DecisionRecorder recorder = new DecisionRecorder(
                new DecisionRecorder.Source(
                        KAFKA.bootstrapServers(), topic, topic + "-" + group, TopicFormat.SELF_DESCRIBING),
                subscriptions,
                store,
                new DecisionEvents(LabelPolicy.defaults()),
                (name, intent, attempts, cause) -> {},
                woken::add)) {
            recorder.start();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> store.status(endpoint.name()).waiting() >= intents);
        }
    }

    private List<String> bodies(Endpoint endpoint) {
        return store.take(endpoint.name(), 100, Duration.ofMinutes(1)).leased().stream()
                .map(leased -> leased.intent().body())
                .toList();
    }

    private static Endpoint endpoint(String name, Subscription subscription) {
        return new Endpoint(
                new EndpointName(name),
                URI.create("https://shop.example.com"),
                List.of(SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                subscription,
                false);
    }
}
