package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole core between a real Kafka and a Redis of its own, whose acknowledged writes are on disk. */
class ReviewCoreTest {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewCoreTest.class);
    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Reviewer ANN = new Reviewer("Ann");

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private LocalRedis server;
    private ReviewTopics topics;
    private TopicWriter<ContentDraft> drafts;

    @BeforeEach
    void open() {
        server = new LocalRedis(RedisOptions.in(directory));
        server.start();
        topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"),
                KAFKA.freshTopic("withdrawals"),
                KAFKA.freshTopic("decisions"),
                KAFKA.freshTopic("feedback"),
                KAFKA.freshTopic("dead"),
                KAFKA.freshTopic("terms"),
                KAFKA.freshTopic("models"));
        drafts = KAFKA.writer(topics.drafts(), ContentDraft.class);
    }

    @AfterEach
    void close() {
        drafts.close();
        server.close();
    }

    @Test
    void bringsADraftToAPersonAndTheDecisionToKafkaAtOnce() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        try (ReviewCore core = start(settings())) {
            write(draft);
            await().atMost(PATIENCE).until(() -> core.queue().counts().waiting() == 1);
            Claim claim = core.queue().tryClaimNext(ANN, ItemFilter.ALL).orElseThrow();
            long began = System.nanoTime();
            core.queue().decide(ANN, claim, new Verdict.Edit("夏天通勤约会都能穿。"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> core.queue().counts().unsent() == 0);
            LOG.info("a decision was on Kafka after {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));

            assertThat(core.health().isWell()).isTrue();
            assertThat(core.health().relay().sent()).isEqualTo(1);
        }
        ReviewDecision decision = decisions().await(1).get(0);
        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decision.getText()).isEqualTo("夏天通勤约会都能穿。");
        assertThat(decision.getDraftText()).isEqualTo(draft.getText());
        assertThat(decision.getContentId()).isEqualTo(draft.getContentId());
        assertThat(decision.getChainIndex()).isEqualTo(1);
        assertThat(decision.getPublishSequence()).isEqualTo(1);
    }

    @Test
    void decidesByDeadlineAndGivesBackByLeaseWithoutAnybodyAsking() {
        var settings = settings()
                .withRules(QueueRules.DEFAULT.withLease(Duration.ofMillis(200)))
                .withSweepEvery(Duration.ofMillis(50));
        try (ReviewCore core = start(settings)) {
            write(Drafts.script("H-1", "S-1", 0)
                    .deadline(Instant.now().minusSeconds(1))
                    .raw()
                    .build());
            write(Drafts.reason("M-1", "P-1").build());
            await().atMost(PATIENCE)
                    .until(() -> core.queue().counts().unsent() == 0
                            && core.queue().counts().decidedInAll() == 1);
            await().atMost(PATIENCE).until(() -> core.queue().counts().waiting() == 1);

            assertThat(core.queue().tryClaimNext(ANN, ItemFilter.ALL)).isPresent();

            await().atMost(PATIENCE).until(() -> core.queue().counts().waiting() == 1);
        }
        assertThat(decisions().await(1))
                .extracting(ReviewDecision::getOutcome)
                .containsExactly(DecisionOutcome.EXPIRED);
    }

    @Test
    void carriesThousandsOfDecisionsInOneWholeChain() {
        int count = 2_000;
        IntStream.range(0, count)
                .forEach(i -> write(Drafts.reason("M-" + i % 40, "P-" + i).build()));
        long began = System.nanoTime();
        try (ReviewCore core = start(settings().withPolicy(ReviewPolicy.parse("approve-all")))) {
            await().atMost(PATIENCE).until(() -> core.health().relay().sent() == count);
            double seconds = (System.nanoTime() - began) / 1e9;
            LOG.info("{} drafts became decisions on Kafka at {} a second", count, Math.round(count / seconds));
            assertThat(count / seconds).isGreaterThan(100);
        }
        assertChainIsWhole(count);
    }

    @Test
    void hasEveryAcknowledgedDecisionAfterRedisWasKilled() throws Exception {
        int count = 400;
        Map<ContentDraft, Decided> acknowledged = new ConcurrentHashMap<>();
        try (ReviewCore core = start(settings())) {
            IntStream.range(0, count)
                    .forEach(i -> write(Drafts.reason("M-" + i % 5, "P-" + i).build()));
            await().atMost(PATIENCE).until(() -> core.queue().counts().waiting() == count);
            List<Thread> people = IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> decideUntilRedisIsGone(core.queue(), acknowledged)))
                    .toList();
            people.forEach(Thread::start);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> acknowledged.size() > 60);
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            for (Thread person : people) {
                person.join();
            }
            server.close();
            server = new LocalRedis(RedisOptions.in(directory));
            server.start();

            acknowledged.forEach((draft, decided) -> assertThat(core.queue()
                            .find(new TenantId(draft.getTenant()), ContentId.of(draft))
                            .orElseThrow()
                            .decision())
                    .isEqualTo(decided));
            QueueCounts after = core.queue().counts();
            assertThat(after.decidedInAll()).isBetween((long) acknowledged.size(), acknowledged.size() + 3L);
            assertThat(after.waiting() + after.claimed() + after.decidedInAll()).isEqualTo(count);
            await().atMost(PATIENCE).until(() -> core.queue().counts().unsent() == 0);
            assertChainIsWhole(after.decidedInAll());
        }
        assertThat(decisions().committed())
                .extracting(ReviewDecision::getDecisionId)
                .containsAll(
                        acknowledged.values().stream().map(Decided::decisionId).toList());
    }

    @Test
    void saysClearlyThatRedisIsAwayAndGoesOnWhenItComes() {
        ReviewSettings settings = settings();
        server.close();
        try (ReviewCore core = start(settings)) {
            assertThatThrownBy(() -> core.queue().counts())
                    .isInstanceOf(ReviewQueueException.class)
                    .hasMessageContaining("Redis at 127.0.0.1");
            assertThat(core.health().redisAnswers()).isFalse();
            assertThat(core.health().isWell()).isFalse();
            write(Drafts.reason("M-1", "P-1").build());

            server = new LocalRedis(RedisOptions.in(directory));
            server.start();

            await().atMost(PATIENCE).until(() -> core.health().isWell());
            await().atMost(PATIENCE).until(() -> core.queue().counts().waiting() == 1);
        }
    }

    private static void decideUntilRedisIsGone(ReviewQueue queue, Map<ContentDraft, Decided> acknowledged) {
        try {
            while (true) {
                var claim = queue.tryClaimNext(ANN, ItemFilter.ALL);
                if (claim.isEmpty()) {
                    return;
                }
                var accepted = (DecideResult.Accepted) queue.decide(ANN, claim.get(), new Verdict.Approve());
                acknowledged.put(accepted.item().draft(), accepted.item().decision());
            }
        } catch (ReviewQueueException gone) {
            LOG.info("a person could go no further: {}", gone.getMessage());
        }
    }

    private ReviewSettings settings() {
        return ReviewSettings.of(server.uri(), KAFKA.bootstrapServers())
                .withPolicy(ReviewPolicy.parse("manual"))
                .withGroupId(topics.drafts())
                .withTopics(topics);
    }

    private static ReviewCore start(ReviewSettings settings) {
        var core = new ReviewCore(settings, TestTime.CLOCK);
        core.start();
        return core;
    }

    private void write(ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
    }

    private TopicReader<ReviewDecision> decisions() {
        return KAFKA.reader(topics.decisions(), ReviewDecision.class);
    }

    private void assertChainIsWhole(long entries) {
        var bytes = decisions().await((int) entries).stream().map(CODEC::encode).iterator();
        assertThat(AuditChain.verify(bytes)).isInstanceOfSatisfying(AuditChain.Report.Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(entries);
            assertThat(whole.repeats()).isZero();
        });
    }
}
