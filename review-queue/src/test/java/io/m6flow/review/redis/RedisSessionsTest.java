package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.SessionStore;
import io.m6flow.review.web.SessionStoreContract;
import io.m6flow.review.web.StoredSession;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSessionsTest extends SessionStoreContract {
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
    protected SessionStore open() {
        REDIS.flush();
        return new RedisSessions(redis);
    }

    @Override
    protected void letPass(Duration time) {
        ShorterLives.letPass(redis, time);
    }

    @Test
    void writesNoMoreThanOnceAMinute() {
        Duration idle = Duration.ofHours(1);
        SessionStore store = open();
        Principal who = new Principal("lin", Role.LEAD, Optional.empty());
        store.put(new StoredSession("a", who, "", Instant.EPOCH), idle);

        letPass(Duration.ofSeconds(50));
        store.find("a", idle);
        assertThat(millisLeft())
                .as("not prolonged yet")
                .isLessThanOrEqualTo(idle.minusSeconds(50).toMillis());
        letPass(Duration.ofSeconds(11));
        store.find("a", idle);
        assertThat(millisLeft())
                .as("prolonged")
                .isGreaterThan(idle.minusSeconds(30).toMillis());
    }

    @Test
    void leavesNothingBehindForEver() {
        SessionStore store = open();
        store.put(
                new StoredSession("a", new Principal("lin", Role.LEAD, Optional.empty()), "", Instant.EPOCH),
                Duration.ofHours(1));

        letPass(Duration.ofHours(1));

        long keys = redis.ask(client -> client.dbSize());
        assertThat(keys).isZero();
    }

    @Test
    void keepsNeitherNameNorIdInAnyOtherPlaceThanItsOwn() {
        SessionStore store = open();
        store.put(
                new StoredSession("a", new Principal("lin", Role.LEAD, Optional.empty()), "", Instant.EPOCH),
                Duration.ofHours(1));

        assertThat(new ArrayList<>(redis.ask(client -> client.keys("*"))))
                .containsExactlyInAnyOrder("m6:{|web}:session:a", "m6:{|web}:sessions-of:lin");
    }

    private static long millisLeft() {
        return redis.ask(client -> client.pttl("m6:{|web}:session:a"));
    }
}
