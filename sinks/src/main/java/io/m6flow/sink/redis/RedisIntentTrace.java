package io.m6flow.sink.redis;

import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.IntentStoreException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/** Looks up single intents in what {@link RedisIntents} keeps, and changes nothing. Thread-safe. */
public final class RedisIntentTrace implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final String address;
    private final RedisClient client;

    /** Where an intent is. */
    public enum State {
        /** It waits, or is under way. */
        OPEN,
        GIVEN_UP,
        /** It was recorded, and is neither open nor given up: the endpoint took it. */
        DELIVERED,
        /** It was never recorded, or so long ago that its id is forgotten. */
        UNKNOWN
    }

    /**
     * What is known of an intent.
     *
     * @param recordedAt when it came in; empty where that is forgotten
     * @param attempts that failed; of delivered ones it is forgotten, and 0
     * @param cause of the last failure; empty where there is none
     */
    public record Trace(State state, Optional<Instant> recordedAt, int attempts, String cause) {}

    /** @param redis as {@link RedisIntents} takes it */
    public RedisIntentTrace(URI redis) {
        this.address = redis.getHost() + ":" + redis.getPort();
        this.client = RedisClient.builder()
                .hostAndPort(redis.getHost(), redis.getPort())
                .clientConfig(DefaultJedisClientConfig.builder(redis)
                        .connectionTimeoutMillis(CONNECT_MILLIS)
                        .build())
                .build();
    }

    /**
     * Where an intent for an endpoint is.
     *
     * @throws IntentStoreException if Redis does not answer
     */
    public Trace find(EndpointName endpoint, String id) {
        String prefix = RedisIntents.prefix(endpoint);
        try (Pipeline pipeline = client.pipelined()) {
            Response<Map<String, String>> intent = pipeline.hgetAll(prefix + "intent:" + id);
            Response<Double> dead = pipeline.zscore(prefix + "dead", id);
            Response<Double> known = pipeline.zscore(prefix + "known", id);
            pipeline.sync();
            return trace(intent.get(), dead.get() != null, Optional.ofNullable(known.get()));
        } catch (JedisException e) {
            throw new IntentStoreException("Redis at " + address + " did not answer: " + e.getMessage(), e);
        }
    }

    private static Trace trace(Map<String, String> intent, boolean isDead, Optional<Double> known) {
        Optional<Instant> recordedAt = known.map(Double::longValue).map(Instant::ofEpochMilli);
        if (intent.isEmpty()) {
            return new Trace(known.isPresent() ? State.DELIVERED : State.UNKNOWN, recordedAt, 0, "");
        }
        return new Trace(
                isDead ? State.GIVEN_UP : State.OPEN,
                recordedAt,
                Integer.parseInt(intent.getOrDefault("attempts", "0")),
                intent.getOrDefault("cause", ""));
    }

    @Override
    public void close() {
        client.close();
    }
}
