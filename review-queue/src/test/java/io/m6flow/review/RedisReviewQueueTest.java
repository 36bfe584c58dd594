package io.m6flow.review;

import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds the queue on a real Redis to the contract. */
class RedisReviewQueueTest extends ReviewQueueContract {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static RedisConnection redis;

    @BeforeAll
    static void connect() {
        redis = RedisConnection.to(REDIS.uri());
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @Override
    ReviewQueue open(QueueRules rules) {
        return new RedisReviewQueue(redis, rules, () -> {});
    }

    @Override
    List<Outbox.Entry> outbox() {
        return new RedisOutbox(redis).unsealed(100);
    }

    @Override
    void empty() {
        REDIS.flush();
        REDIS.flushScripts();
    }

    @Override
    SweepReport sweep() {
        return new RedisReviewQueue(redis, QueueRules.DEFAULT, () -> {}).sweep();
    }
}
