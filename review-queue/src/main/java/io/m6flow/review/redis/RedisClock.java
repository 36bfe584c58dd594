package io.m6flow.review.redis;

import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** The one clock that leases and deadlines are measured by. */
final class RedisClock {
    private RedisClock() {}

    static long millis(RedisClient client) {
        return millis(client.executeCommand(new CommandArguments(Protocol.Command.TIME)));
    }

    /** Asked together with something else. */
    static Supplier<Long> millis(AbstractPipeline pipeline) {
        Response<Object> time = pipeline.sendCommand(new CommandArguments(Protocol.Command.TIME));
        return () -> millis(time.get());
    }

    private static long millis(Object answer) {
        List<?> time = (List<?>) answer;
        return Long.parseLong(Bytes.text(time.get(0))) * 1000 + Long.parseLong(Bytes.text(time.get(1))) / 1000;
    }
}
