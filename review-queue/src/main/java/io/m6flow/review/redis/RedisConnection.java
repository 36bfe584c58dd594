package io.m6flow.review.redis;

import io.m6flow.review.ReviewQueueException;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The way to one Redis: a small pool that opens connections when they are needed, and comes back by itself
 * when Redis does. Whatever goes wrong is a {@link ReviewQueueException}. Thread-safe.
 */
public final class RedisConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int MAX_CONNECTIONS = 32;

    /** How long Redis takes, with the way there; what it does not answer is not in it. */
    private static final Timer ANSWERS = Timer.builder("m6flow.review.redis.answer")
            .description("Answers of Redis to this process")
            .serviceLevelObjectives(
                    Duration.ofMillis(1),
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2))
            .register(Metrics.globalRegistry);

    private final String address;
    private final RedisClient client;

    private RedisConnection(String address, RedisClient client) {
        this.address = address;
        this.client = client;
    }

    /**
     * A connection that is not opened yet.
     *
     * @param uri {@code redis://[user:password@]host:port[/database]}, or rediss for TLS
     */
    public static RedisConnection to(URI uri) {
        if (!JedisURIHelper.isValid(uri)
                || !(JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
            throw new IllegalArgumentException("the address of Redis must look like redis://host:6379");
        }
        HostAndPort address = JedisURIHelper.getHostAndPort(uri);
        var config = DefaultJedisClientConfig.builder()
                .resp2()
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .sslOptions(JedisURIHelper.isRedisSSLScheme(uri) ? SslOptions.defaults() : null)
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .build();
        var client = RedisClient.builder()
                .hostAndPort(address)
                .clientConfig(config)
                .connectionProvider(new PooledConnectionProvider(new TestedWhenIdle(address, config), pool()))
                .build();
        return new RedisConnection(address.toString(), client);
    }

    private static ConnectionPoolConfig pool() {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setTestOnBorrow(true);
        return pool;
    }

    /** Whether Redis answers now. */
    public boolean answers() {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException e) {
            return false;
        }
    }

    Object run(Script script, String keyPrefix, Arguments arguments) {
        return runAll(List.of(new ScriptCall(script, keyPrefix, arguments))).get(0);
    }

    /**
     * Runs the calls in order and in one go: Redis writes to disk once for many. Each call is atomic, not all together.
     * Some may run twice, so two or more must be such that this is harmless.
     */
    List<Object> runAll(List<ScriptCall> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        return ask(redis -> {
            try {
                return evaluate(redis, calls);
            } catch (JedisNoScriptException unknown) {
                // A script is missing for all or, if it was flushed in between, some; a single call did not run.
                calls.stream()
                        .map(ScriptCall::script)
                        .distinct()
                        .forEach(script -> redis.scriptLoad(
                                script.source(), calls.get(0).keys().get(0)));
                return evaluate(redis, calls);
            }
        });
    }

    private static List<Object> evaluate(RedisClient redis, List<ScriptCall> calls) {
        if (calls.size() == 1) {
            ScriptCall only = calls.get(0);
            return List.of(redis.evalsha(only.script().sha(), only.keys(), only.values()));
        }
        try (AbstractPipeline pipeline = redis.pipelined()) {
            var answers = calls.stream()
                    .map(call -> pipeline.evalsha(call.script().sha(), call.keys(), call.values()))
                    .toList();
            pipeline.sync();
            return answers.stream().map(Response::get).toList();
        }
    }

    <T> T ask(Function<RedisClient, T> question) {
        long began = System.nanoTime();
        try {
            T answer = question.apply(client);
            ANSWERS.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return answer;
        } catch (JedisException e) {
            if (e instanceof JedisConnectionException) {
                // The others are most likely dead as well.
                client.getPool().clear();
            }
            throw new ReviewQueueException("Redis at " + address + " did not answer: " + e.getMessage(), e);
        }
    }

    /** Sends all that the question asks in one go; the answer is read from the returned supplier afterwards. */
    <T> T askTogether(Function<AbstractPipeline, Supplier<T>> question) {
        return ask(redis -> {
            try (AbstractPipeline pipeline = redis.pipelined()) {
                var answer = question.apply(pipeline);
                pipeline.sync();
                return answer.get();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
