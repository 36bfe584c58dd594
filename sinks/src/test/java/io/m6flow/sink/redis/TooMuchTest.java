package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.DecisionRecorder;
import io.m6flow.sink.kafka.WebhookLetters;
import io.m6flow.sink.kafka.WebhookLetters.Undelivered;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.SigningSecret;
import io.m6flow.sink.webhook.Subscription;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TooMuchTest {
    private static final Endpoint SHOP = new Endpoint(
            new EndpointName("shop"),
            URI.create("https://shop.example.com"),
            List.of(SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
            Subscription.EVERYTHING,
            false);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @Test
    void aDecisionThatIsTooMuchForItsEndpointIsADeadLetter() {
        REDIS.flush();
        String topic = KAFKA.freshTopic("decisions");
        String letters = KAFKA.freshTopic("dead.letters");
        ReviewDecision kept =
                Decisions.approved(Drafts.reason("M-1", "P-1").build()).build();
        ReviewDecision dropped =
                Decisions.approved(Drafts.reason("M-1", "P-2").build()).build();
        try (var decisions = KAFKA.writer(topic, ReviewDecision.class)) {
            decisions.write("k", kept).write("k", dropped);
        }
        try (RedisIntents store = new RedisIntents(REDIS.uri(), 1, 100);
                WebhookLetters givenUp = new WebhookLetters(
                        new DeadLetterTopic(KAFKA.bootstrapServers(), letters, TopicFormat.SELF_DESCRIBING),
                        TestTime.CLOCK);
                DecisionRecorder recorder = new DecisionRecorder(
                        new DecisionRecorder.Source(
                                KAFKA.bootstrapServers(), topic, topic, TopicFormat.SELF_DESCRIBING),
                        Map.of(SHOP, Instant.EPOCH),
                        store,
                        new DecisionEvents(LabelPolicy.defaults()),
                        givenUp,
                        endpoint -> {})) {
            recorder.start();
            await().until(() -> store.status(SHOP.name()).dropped() == 1);
            DeadLetter letter = KAFKA.reader(letters, DeadLetter.class).await(1).get(0);

            assertThat(letter.getMessage()).isEqualTo("too much waits for this endpoint");
            assertThat(letter.getAttempts()).isZero();
            Undelivered webhook = WebhookLetters.read(letter).orElseThrow();
            assertThat(webhook.endpoint()).isEqualTo(SHOP.name());
            assertThat(webhook.intent().id()).isEqualTo(dropped.getDecisionId());
            assertThat(webhook.intent().body()).contains("\"P-2\"");
        }
    }
}
