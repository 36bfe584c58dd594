package io.m6flow.sink.redis;

import io.m6flow.sink.webhook.EndpointName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** Lets hours pass for an endpoint's intents: all that Redis holds of the future comes nearer. */
public final class PassingTime implements AutoCloseable {
    private static final String EARLIER = """
            for _, set in ipairs({ 'due', 'leased', 'open', 'dead' }) do
              for _, id in ipairs(redis.call('ZRANGE', KEYS[1] .. set, 0, -1)) do
                redis.call('ZINCRBY', KEYS[1] .. set, -ARGV[1], id)
              end
            end
            for _, field in ipairs({ 'pausedUntil', 'heldUntil', 'failingSince' }) do
              if redis.call('HEXISTS', KEYS[1] .. 'state', field) == 1 then
                redis.call('HINCRBY', KEYS[1] .. 'state', field, -ARGV[1])
              end
            end
            """;

    private final RedisClient redis;

    public PassingTime(URI redis) {
        this.redis = RedisClient.create(redis);
    }

    public void pass(EndpointName endpoint, Duration time) {
        redis.eval(EARLIER, List.of(RedisIntents.prefix(endpoint)), List.of(Long.toString(time.toMillis())));
    }

    /** How long until the next of the waiting is due. */
    public Duration untilDue(EndpointName endpoint) {
        double due = redis.zrangeWithScores(RedisIntents.prefix(endpoint) + "due", 0, 0)
                .get(0)
                .getScore();
        return Duration.ofMillis((long) due - System.currentTimeMillis());
    }

    @Override
    public void close() {
        redis.close();
    }
}
