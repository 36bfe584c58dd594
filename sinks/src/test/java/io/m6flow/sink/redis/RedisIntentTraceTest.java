package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.sink.redis.RedisIntentTrace.State;
import io.m6flow.sink.webhook.Breaker;
import io.m6flow.sink.webhook.DeliverySettings;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.Verdict;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisIntentTraceTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final EndpointName SHOP = new EndpointName("shop");
    private static final Breaker BREAKER = DeliverySettings.DEFAULT.breaker();

    private RedisIntents intents;
    private RedisIntentTrace trace;

    @BeforeEach
    void openEmpty() {
        REDIS.flush();
        intents = new RedisIntents(REDIS.uri());
        trace = new RedisIntentTrace(REDIS.uri());
    }

    @AfterEach
    void close() {
        trace.close();
        intents.close();
    }

    @Test
    void tellsWhereAnIntentIsOnItsWay() {
        assertThat(trace.find(SHOP, "D-1").state()).isEqualTo(State.UNKNOWN);

        intents.record(SHOP, List.of(new Intent("D-1", "decision.approved", "{}")));
        assertThat(trace.find(SHOP, "D-1"))
                .returns(State.OPEN, RedisIntentTrace.Trace::state)
                .returns(0, RedisIntentTrace.Trace::attempts)
                .satisfies(found -> assertThat(found.recordedAt()).isPresent());

        settle(new Verdict.Failed("it answered 500", Optional.of(Duration.ZERO), Duration.ZERO));
        assertThat(trace.find(SHOP, "D-1"))
                .returns(State.OPEN, RedisIntentTrace.Trace::state)
                .returns(1, RedisIntentTrace.Trace::attempts)
                .returns("it answered 500", RedisIntentTrace.Trace::cause);

        settle(new Verdict.Failed("it answered 404", Optional.empty(), Duration.ZERO));
        assertThat(trace.find(SHOP, "D-1"))
                .returns(State.GIVEN_UP, RedisIntentTrace.Trace::state)
                .returns("it answered 404", RedisIntentTrace.Trace::cause);

        intents.replay(SHOP);
        settle(new Verdict.Delivered());
        assertThat(trace.find(SHOP, "D-1"))
                .returns(State.DELIVERED, RedisIntentTrace.Trace::state)
                .satisfies(found -> assertThat(found.recordedAt()).isPresent());
        assertThat(trace.find(new EndpointName("other"), "D-1").state()).isEqualTo(State.UNKNOWN);
    }

    private void settle(Verdict verdict) {
        IntentStore.Leased leased =
                intents.take(SHOP, 1, Duration.ofMinutes(1)).leased().get(0);
        intents.settle(SHOP, leased, verdict, BREAKER);
    }
}
