package io.m6flow.review.redis;

import java.time.Duration;
import org.apache.commons.pool2.PooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Opens connections for a pool, and asks those that rested whether they still live. After a restart of Redis every pooled
 * connection is dead: one that rested costs no call that way, and a busy one is not asked before each call, which would
 * double the round trips. Thread-safe.
 */
final class TestedWhenIdle extends ConnectionFactory {
    private static final Duration RESTED = Duration.ofSeconds(1);

    TestedWhenIdle(HostAndPort address, JedisClientConfig config) {
        super(address, config);
    }

    @Override
    public boolean validateObject(PooledObject<Connection> pooled) {
        return pooled.getIdleDuration().compareTo(RESTED) < 0
                ? pooled.getObject().isConnected() && !pooled.getObject().isBroken()
                : super.validateObject(pooled);
    }
}
