package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.review.rebuild.RebuildReport;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisImage;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a rebuild is tested with: a queue on a real Redis, topics on a real Kafka, and short words for the steps. */
abstract class RebuildSteps {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);
    static final Reviewer ANN = new Reviewer("Ann");
    static final QueueRules RULES = QueueRules.DEFAULT
            .withUndoWindow(Duration.ofMillis(300))
            .withTwoPersons(Set.of(Kind.BADGE))
            .withRetractAtOnce(Set.of(Kind.THEME));

    RedisConnection redis;
    RedisReviewQueue queue;
    RedisImage image;
    ReviewTopics topics;
    ReviewSettings settings;
    TopicWriter<ContentDraft> drafts;
    TopicWriter<Withdrawal> withdrawals;

    @BeforeEach
    void connect() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        queue = new RedisReviewQueue(redis, RULES, () -> {});
        image = new RedisImage(redis);
        topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"),
                KAFKA.freshTopic("withdrawals"),
                KAFKA.freshTopic("decisions"),
                KAFKA.freshTopic("feedback"),
                KAFKA.freshTopic("dead"));
        settings = ReviewSettings.of(REDIS.uri(), KAFKA.bootstrapServers())
                .withTopics(topics)
                .withRules(RULES)
                .withPolicy(new ReviewPolicy.Manual())
                .withGroupId(topics.decisions() + "-readers");
        drafts = KAFKA.writer(topics.drafts(), ContentDraft.class);
        withdrawals = KAFKA.writer(topics.withdrawals(), Withdrawal.class);
    }

    @AfterEach
    void disconnect() {
        drafts.close();
        withdrawals.close();
        redis.close();
    }

    void decide(ContentDraft draft, Verdict verdict) {
        Claim claim =
                ((ClaimResult.Granted) queue.tryClaim(ANN, RandomReviews.tenant(draft), ContentId.of(draft))).claim();
        assertThat(queue.decide(ANN, claim, verdict)).isInstanceOf(DecideResult.Accepted.class);
    }

    RandomReviews reviews(long seed) {
        return new RandomReviews(queue, topics.drafts(), drafts, topics.withdrawals(), withdrawals, seed);
    }

    void admit(long offset, ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
        queue.admit(draft, new SourcePosition(topics.drafts(), 0, offset), new Ruling.AwaitPerson());
    }

    static Withdrawal deleted(String tenant, String subject, long floor) {
        return Withdrawal.newBuilder()
                .setTenant(tenant)
                .setSubject(subject)
                .setOrderKey("any")
                .setKinds(List.of(Kind.REASON))
                .setFloorRevision(floor)
                .setCause(WithdrawalCause.DELETED)
                .setCreatedAt(TestTime.NOW)
                .build();
    }

    RebuildReport rebuild(boolean replace) {
        try (Rebuild rebuild = new Rebuild(settings)) {
            assertThat(rebuild.obstacle(replace)).isEmpty();
            return rebuild.run(
                    replace, (topic, records, all) -> assertThat(records).isLessThanOrEqualTo(all));
        }
    }

    /** Until nothing waits to leave, undo windows included. */
    void relayAll() {
        RedisOutbox outbox = new RedisOutbox(redis);
        try (DecisionTopic topic =
                DecisionTopic.open(KAFKA.bootstrapServers(), topics, topics.decisions() + "-relay")) {
            RelaySteps steps = new RelaySteps(outbox, topic);
            steps.recover();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                boolean more = true;
                while (more) {
                    more = steps.seal() > 0;
                    while (steps.send()) {
                        steps.acknowledge();
                        more = true;
                    }
                }
                return queue.counts().unsent() == 0;
            });
        }
        // A commit shows to readers some milliseconds after it was acknowledged.
        KAFKA.reader(topics.decisions(), ReviewDecision.class)
                .await((int) outbox.head().index());
    }

    Iterator<byte[]> log() {
        return KAFKA.reader(topics.decisions(), ReviewDecision.class).committed().stream()
                .map(CODEC::encode)
                .iterator();
    }
}
