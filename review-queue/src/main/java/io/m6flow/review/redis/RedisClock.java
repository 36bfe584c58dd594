package io.m6flow.review.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** The one clock that leases and deadlines are measured by. */
final class RedisClock {
    private RedisClock() {}

    static long millis(RedisClient client) {
        List<?> time = (List<?>) client.executeCommand(new CommandArguments(Protocol.Command.TIME));
        return Long.parseLong(Bytes.text(time.get(0))) * 1000 + Long.parseLong(Bytes.text(time.get(1))) / 1000;
    }
}
