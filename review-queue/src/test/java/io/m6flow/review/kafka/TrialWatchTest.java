package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisNumbers;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.review.trial.TrialCount;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Persons judge drafts on a real Redis; the assignment is on a real topic. */
@Timeout(60)
class TrialWatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RoutedModel OLD = new RoutedModel("", "a".repeat(64));
    private static final RoutedModel NEW = new RoutedModel("/models/new", "c".repeat(64));
    private static final Reviewer ANN = new Reviewer("Ann");

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final AtomicLong products = new AtomicLong();
    private RedisConnection redis;
    private RedisReviewQueue queue;
    private ModelTopic models;
    private TrialWatch watch;

    @BeforeEach
    void open() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        queue = new RedisReviewQueue(redis, QueueRules.DEFAULT.withUndoWindow(Duration.ZERO), () -> {});
        models = new ModelTopic(KAFKA.bootstrapServers(), KAFKA.freshTopic("models"), TopicFormat.SELF_DESCRIBING);
        watch = new TrialWatch(models, new RedisNumbers(redis), Duration.ofMillis(100), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        watch.close();
        redis.close();
    }

    private static ModelAssignment onTrial() {
        return ModelAssignment.newBuilder()
                .setStandard(OLD)
                .setKinds(List.of(new KindModel(Kind.SCRIPT, OLD)))
                .setTrial(new ModelTrial(NEW, List.of(Kind.REASON), 10, Instant.now()))
                .setBy("wang")
                .setAt(Instant.now())
                .build();
    }

    private void judge(RoutedModel writer, int count, Verdict verdict) {
        for (int i = 0; i < count; i++) {
            long product = products.incrementAndGet();
            String version = writer.getDigest().substring(0, 12) + "-fp32-cpu2";
            decide(Drafts.reason("M-1", "P-" + product).model(version).build(), product, verdict);
        }
    }

    private void decide(ContentDraft draft, long offset, Verdict verdict) {
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset), new Ruling.AwaitPerson());
        ClaimResult result = queue.tryClaim(ANN, new TenantId("M-1"), ContentId.of(draft));
        Claim claim = ((ClaimResult.Granted) result).claim();
        queue.decide(ANN, claim, verdict);
    }

    @Test
    void endsTheTrialOfAModelThatDoesWorseAndKeepsTheRest() {
        models.assign(onTrial());
        judge(OLD, 36, new Verdict.Approve());
        judge(OLD, 4, new Verdict.Reject(List.of("不实")));
        judge(NEW, 12, new Verdict.Approve());
        judge(NEW, 28, new Verdict.Edit("改过的"));

        watch.start();

        await().atMost(SOON).until(() -> current().getTrial() == null);
        assertThat(current().getStandard()).isEqualTo(OLD);
        assertThat(current().getKinds()).containsExactly(new KindModel(Kind.SCRIPT, OLD));
        assertThat(current().getBy()).isEqualTo("m6flow");
        assertThat(current().getReason()).contains("/models/new", "12 of 40", "36 of 40");
        assertThat(watch.standing()).isEmpty();
    }

    @Test
    void tellsHowATrialStandsThatGoesOn() {
        models.assign(onTrial());
        judge(OLD, 3, new Verdict.Approve());
        judge(NEW, 2, new Verdict.Approve());
        judge(NEW, 1, new Verdict.Reject(List.of("不实")));

        watch.start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(watch.standing()).hasValueSatisfying(standing -> {
                    assertThat(standing.own()).isEqualTo(new TrialCount(3, 2));
                    assertThat(standing.others()).isEqualTo(new TrialCount(3, 3));
                    assertThat(standing.verdict()).isEqualTo(TrialStanding.Verdict.TOO_FEW);
                }));
        assertThat(current().getTrial()).isNotNull();
        assertThat(watch.status().trouble()).isEmpty();
    }

    @Test
    void withoutAnAssignmentNothingIsOnTrial() {
        watch.start();

        await().atMost(SOON)
                .until(() -> watch.status().runs() && watch.status().trouble().isEmpty());
        assertThat(models.current()).isEmpty();
        assertThat(watch.standing()).isEmpty();
    }

    @Test
    void saysWhichTopicDoesNotAnswer() {
        ModelTopic nowhere = new ModelTopic(KAFKA.bootstrapServers(), "no-such-topic", TopicFormat.SELF_DESCRIBING);

        assertThatThrownBy(nowhere::current)
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageContaining("no-such-topic")
                .hasMessageContaining("m6flow topics");
    }

    private ModelAssignment current() {
        return Objects.requireNonNull(models.current().orElse(null));
    }
}
