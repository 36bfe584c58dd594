package io.m6flow.sink.redis;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * How the view in Redis is written.
 *
 * @param redis {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} for TLS
 * @param batchSize how many updates go to Redis together at most
 * @param maxDelay how long an update waits for others at most before it goes
 * @param timeout how long to wait for a connection, and for a reply
 */
public record RedisViewSettings(URI redis, int batchSize, Duration maxDelay, Duration timeout) implements Serializable {
    public RedisViewSettings {
        boolean known = "redis".equals(redis.getScheme()) || "rediss".equals(redis.getScheme());
        if (!known || redis.getHost() == null || redis.getPort() < 0) {
            throw new IllegalArgumentException(
                    "redis must be redis://host:port or rediss://host:port, perhaps with a user and a database");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, was " + batchSize);
        }
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException("maxDelay must be at least 0, was " + maxDelay);
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout must be at least 1 ms, was " + timeout);
        }
    }

    /** Up to 256 updates together after at most 100 ms; 5 s for Redis to answer. */
    public static RedisViewSettings of(URI redis) {
        return new RedisViewSettings(redis, 256, Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    public RedisViewSettings withBatchSize(int batchSize) {
        return new RedisViewSettings(redis, batchSize, maxDelay, timeout);
    }

    public RedisViewSettings withMaxDelay(Duration maxDelay) {
        return new RedisViewSettings(redis, batchSize, maxDelay, timeout);
    }

    public RedisViewSettings withTimeout(Duration timeout) {
        return new RedisViewSettings(redis, batchSize, maxDelay, timeout);
    }

    /** Host and port alone, for messages. */
    String address() {
        return redis.getHost() + ":" + redis.getPort();
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "RedisViewSettings[redis=%s, batchSize=%d, maxDelay=%s, timeout=%s]"
                .formatted(address(), batchSize, maxDelay, timeout);
    }
}
