package io.m6flow.review.redis;

import io.m6flow.review.web.AnswerLimits;
import io.m6flow.review.web.AnswerStore;
import io.m6flow.review.web.AnswerStoreContract;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAnswersTest extends AnswerStoreContract {
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
    protected AnswerStore open(AnswerLimits limits) {
        REDIS.flush();
        return new RedisAnswers(redis, limits);
    }

    @Override
    protected void letPass(Duration time) {
        ShorterLives.letPass(redis, time);
    }
}
