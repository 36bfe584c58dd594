package io.m6flow.review.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.Decided;
import io.m6flow.review.HistoryEntry;
import io.m6flow.review.Outbox;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.Verdict;
import io.m6flow.review.Via;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisRecalls;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** Texts that stand published on a real Redis, and what recalls do to them. */
abstract class RecallSteps {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    static final String BAD = "全网 最Ｌow价的雪纺裙";
    static final String GOOD = "轻盈的雪纺裙";
    static final String REASON = "新增禁用词";
    static final Reviewer LEAD = new Reviewer("陈组长", true, Via.PAGE);
    static final Reviewer LIN = new Reviewer("林小满");
    static final Ruling AUTOMATIC = new Ruling.ApproveNow("approve-all");
    static final Ruling PERSON = new Ruling.AwaitPerson();
    static final int PORTION = 2;

    final AtomicInteger ids = new AtomicInteger();
    RedisConnection redis;
    RedisReviewQueue queue;
    long offset;

    @BeforeEach
    void openEmpty() {
        REDIS.flush();
        open();
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    void open() {
        redis = RedisConnection.to(REDIS.uri());
        queue = new RedisReviewQueue(redis, QueueRules.DEFAULT, () -> {});
    }

    Recalls recalls() {
        return recalls(RecallChecks.TERMS_ALONE);
    }

    Recalls recalls(RecallChecks checks) {
        return recalls(checks, 100);
    }

    /** Each a new service's. */
    Recalls recalls(RecallChecks checks, int mostFound) {
        return RedisRecalls.of(queue, redis, checks, Clock.systemUTC(), () -> "r" + ids.incrementAndGet())
                .within(PORTION, mostFound);
    }

    Recall search(Sought sought) {
        return search(recalls(), sought);
    }

    static Recall search(Recalls recalls, Sought sought) {
        return recalls.trySearch(sought.criteria(), REASON, "陈组长").orElseThrow();
    }

    void finish() {
        Recalls recalls = recalls();
        int steps = 0;
        while (recalls.step()) {
            assertThat(++steps).as("it comes to an end").isLessThan(20);
        }
    }

    List<RecallStore.Entry> entries(Recall recall) {
        return recalls().entries(recall.id(), 0, 100);
    }

    void admit(ContentDraft draft, Ruling ruling) {
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset++), ruling);
    }

    ContentDraft publish(ContentDraft draft) {
        admit(draft, AUTOMATIC);
        return draft;
    }

    void decide(ContentDraft draft, Verdict verdict) {
        admit(draft, PERSON);
        Claim claim = ((ClaimResult.Granted) queue.tryClaim(LIN, tenant(draft), ContentId.of(draft))).claim();
        queue.decide(LIN, claim, verdict);
    }

    static TenantId tenant(ContentDraft draft) {
        return new TenantId(draft.getTenant());
    }

    Decided decision(ContentDraft draft) {
        return Objects.requireNonNull(
                queue.find(tenant(draft), ContentId.of(draft)).orElseThrow().decision());
    }

    DecisionOutcome outcome(ContentDraft draft) {
        return decision(draft).outcome();
    }

    long revocations(ContentDraft draft) {
        return queue.history(tenant(draft), ContentId.of(draft)).stream()
                .filter(entry -> entry.what() == HistoryEntry.Event.REVOKED)
                .count();
    }

    List<ReviewDecision> sent(ContentDraft draft) {
        return new RedisOutbox(redis)
                .unsealed(100).stream()
                        .map(Outbox.Entry::decision)
                        .filter(decision -> decision.getContentId().equals(draft.getContentId()))
                        .collect(Collectors.toList());
    }

    static long millisLeft(String key) {
        try (RedisClient client = RedisClient.builder()
                .hostAndPort(REDIS.uri().getHost(), REDIS.uri().getPort())
                .build()) {
            return client.pttl("m6:recall:{recalls}:" + key);
        }
    }
}
