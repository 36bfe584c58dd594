package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.review.Admission;
import io.m6flow.review.AuditChain;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops the relay after each of its steps, begins anew, and counts what is on a real Kafka. */
class RelayStepsTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);

    private RedisConnection redis;
    private RedisOutbox outbox;
    private ReviewQueue queue;
    private String topic;
    private String feedbackTopic;
    private int admitted;

    enum Crash {
        BEFORE_SEALING,
        AFTER_SEALING,
        AFTER_SENDING,
        AFTER_ACKNOWLEDGING
    }

    @BeforeEach
    void connect() {
        REDIS.flush();
        redis = RedisConnection.to(REDIS.uri());
        outbox = new RedisOutbox(redis);
        queue = new RedisReviewQueue(redis, QueueRules.DEFAULT.withUndoWindow(Duration.ZERO), () -> {});
        topic = KAFKA.freshTopic("decisions");
        feedbackTopic = KAFKA.freshTopic("feedback");
        admitted = 0;
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void losesAndRepeatsNothingWhenItCrashes(Crash crash) {
        approve(3);
        goOnFromTheStart();
        approve(5);

        try (DecisionTopic decisions = open()) {
            runUntil(crash, new RelaySteps(outbox, decisions));
        }
        approve(2);
        goOnFromTheStart();

        assertChainIsWhole(10);
        assertThat(queue.counts().unsent()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sendsFeedbackExactlyAsOftenAsItsDecision(Crash crash) {
        approve(2);
        sendBack(3);
        goOnFromTheStart();
        approve(1);
        sendBack(2);

        try (DecisionTopic decisions = open()) {
            runUntil(crash, new RelaySteps(outbox, decisions));
        }
        sendBack(1);
        approve(1);
        goOnFromTheStart();

        assertChainIsWhole(10);
        var sentBack = reader().await(10).stream()
                .filter(decision -> decision.getOutcome() == DecisionOutcome.SENT_BACK)
                .map(ReviewDecision::getContentId)
                .toList();
        var feedback = KAFKA.reader(feedbackTopic, ReviewFeedback.class).awaitEntries(6, Duration.ofMinutes(1));
        assertThat(feedback)
                .extracting(entry -> entry.value().getContentId())
                .containsExactlyInAnyOrderElementsOf(sentBack);
        assertThat(feedback)
                .allSatisfy(
                        entry -> assertThat(entry.key()).isEqualTo(entry.value().getOrderKey()));
        assertThat(outbox.unsentFeedback(1, 10)).isEmpty();
    }

    @Test
    void sendsTheBytesThatWereSealedBeforeTheCrash() {
        approve(4);
        try (DecisionTopic decisions = open()) {
            runUntil(Crash.AFTER_SEALING, new RelaySteps(outbox, decisions));
        }
        List<byte[]> sealed = outbox.unsent(10);

        goOnFromTheStart();

        assertThat(sent(4)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(sealed);
    }

    @Test
    void keysDecisionsByOrderKeyAndKeepsTheOrderOfATenant() {
        approve(30);
        goOnFromTheStart();

        var entries = reader().awaitEntries(30, Duration.ofMinutes(1));
        assertThat(entries)
                .allSatisfy(
                        entry -> assertThat(entry.key()).isEqualTo(entry.value().getOrderKey()));
        for (String tenant : List.of("M-0", "M-1", "M-2")) {
            assertThat(entries.stream()
                            .map(TopicReader.Entry::value)
                            .filter(decision -> decision.getTenant().equals(tenant))
                            .map(decision ->
                                    Integer.valueOf(decision.getSubject().substring(2))))
                    .hasSize(10)
                    .isSorted();
        }
    }

    @Test
    void refusesToWriteAfterAnotherRelayCame() {
        approve(1);
        try (DecisionTopic replaced = open()) {
            RelaySteps old = new RelaySteps(outbox, replaced);
            old.seal();
            goOnFromTheStart();
            approve(1);
            old.seal();

            assertThatThrownBy(old::send).isInstanceOf(KafkaException.class);
        }
        goOnFromTheStart();
        assertChainIsWhole(2);
    }

    @Test
    void sealsNothingOnAHeadThatHasMoved() {
        approve(1);
        var entries = outbox.unsealed(10);
        var link = AuditChain.seal(AuditChain.Head.EMPTY, entries.get(0).decision());

        assertThat(outbox.seal(AuditChain.Head.EMPTY, entries, List.of(link))).isTrue();
        assertThat(outbox.seal(AuditChain.Head.EMPTY, entries, List.of(link))).isFalse();

        assertThat(outbox.unsealed(10)).isEmpty();
        assertThat(outbox.unsent(10)).hasSize(1);
    }

    @Test
    void goesOnWithTheChainOfKafkaWhenRedisWasLost() {
        approve(3);
        goOnFromTheStart();
        REDIS.flush();
        admitted = 100;
        approve(2);

        goOnFromTheStart();

        assertChainIsWhole(5);
    }

    private void approve(int count) {
        IntStream.range(0, count).forEach(i -> {
            var draft =
                    Drafts.reason("M-" + admitted % 3, "P-" + (1000 + admitted)).build();
            var position = new SourcePosition("content.drafts", 0, admitted++);
            assertThat(queue.admit(draft, position, new Ruling.ApproveNow("approve-all")))
                    .isEqualTo(Admission.APPROVED);
        });
    }

    private void sendBack(int count) {
        Reviewer ann = new Reviewer("Ann");
        IntStream.range(0, count).forEach(i -> {
            var draft =
                    Drafts.reason("M-" + admitted % 3, "P-" + (1000 + admitted)).build();
            queue.admit(draft, new SourcePosition("content.drafts", 0, admitted++), new Ruling.AwaitPerson());
            var claim = queue.tryClaimNext(ann, ItemFilter.ALL).orElseThrow();
            assertThat(queue.decide(ann, claim, new Verdict.SendBack(List.of("太长"), List.of())))
                    .isInstanceOf(DecideResult.Accepted.class);
        });
    }

    private static void runUntil(Crash crash, RelaySteps steps) {
        steps.recover();
        if (crash.compareTo(Crash.AFTER_SEALING) >= 0) {
            steps.seal();
        }
        if (crash.compareTo(Crash.AFTER_SENDING) >= 0) {
            steps.send();
        }
        if (crash.compareTo(Crash.AFTER_ACKNOWLEDGING) >= 0) {
            steps.acknowledge();
        }
    }

    private void goOnFromTheStart() {
        try (DecisionTopic decisions = open()) {
            RelaySteps steps = new RelaySteps(outbox, decisions);
            steps.recover();
            boolean more = true;
            while (more) {
                more = steps.seal() > 0;
                while (steps.send()) {
                    steps.acknowledge();
                    more = true;
                }
            }
        }
    }

    private DecisionTopic open() {
        return DecisionTopic.open(
                KAFKA.bootstrapServers(),
                new ReviewTopics("drafts", "withdrawals", topic, feedbackTopic, "dead"),
                topic + "-relay");
    }

    private void assertChainIsWhole(int entries) {
        assertThat(AuditChain.verify(sent(entries).iterator()))
                .isInstanceOfSatisfying(AuditChain.Report.Whole.class, whole -> {
                    assertThat(whole.entries()).isEqualTo(entries);
                    assertThat(whole.repeats()).isZero();
                });
        assertThat(reader().committed())
                .extracting(ReviewDecision::getDecisionId)
                .doesNotHaveDuplicates();
    }

    /** A commit shows to readers some milliseconds after it was acknowledged. */
    private List<byte[]> sent(int atLeast) {
        return reader().await(atLeast).stream().map(CODEC::encode).toList();
    }

    private TopicReader<ReviewDecision> reader() {
        return KAFKA.reader(topic, ReviewDecision.class);
    }
}
