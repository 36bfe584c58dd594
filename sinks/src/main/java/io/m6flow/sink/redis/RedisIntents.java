package io.m6flow.sink.redis;

import io.m6flow.sink.webhook.Breaker;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.EndpointStatus;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStoreException;
import io.m6flow.sink.webhook.Subscription;
import io.m6flow.sink.webhook.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Webhook intents in Redis, durable as Redis is. Each call is one atomic script, of {@link #record} one for each intent;
 * {@code intents_shared.lua} lists the keys. Time is Redis's own. Opens no connection before the first call. Thread-safe.
 */
public final class RedisIntents implements IntentStore {
    /** Waiting and given up together, so that an endpoint that is dead for weeks does not fill the Redis of all others. */
    static final int KEPT = 50_000;

    /** Of 50 to 100 bytes each. */
    static final int REMEMBERED = 100_000;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int MAX_CONNECTIONS = 16;
    private static final int REPLAYED_AT_ONCE = 500;
    private static final int FIELDS_OF_LEASED = 5;

    private static final LuaScript KNOW = script("know");
    private static final LuaScript RECORD = script("record");
    private static final LuaScript TAKE = script("take");
    private static final LuaScript SETTLE = script("settle");
    private static final LuaScript STATUS = script("status");
    private static final LuaScript ENABLE = script("enable");
    private static final LuaScript REPLAY = script("replay");

    private final String address;
    private final int kept;
    private final int remembered;
    private final RedisClient client;

    /** @param redis {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} for TLS */
    public RedisIntents(URI redis) {
        this(redis, KEPT, REMEMBERED);
    }

    RedisIntents(URI redis, int kept, int remembered) {
        this.address = redis.getHost() + ":" + redis.getPort();
        this.kept = kept;
        this.remembered = remembered;
        this.client = RedisClient.builder()
                .hostAndPort(redis.getHost(), redis.getPort())
                .clientConfig(DefaultJedisClientConfig.builder(redis)
                        .connectionTimeoutMillis(CONNECT_MILLIS)
                        .socketTimeoutMillis(ANSWER_MILLIS)
                        .build())
                .poolConfig(pool())
                .build();
    }

    private static LuaScript script(String name) {
        return LuaScript.ofResources("intents_shared.lua", "intents_" + name + ".lua");
    }

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        // After a restart of Redis every pooled connection is dead.
        pool.setTestOnBorrow(true);
        return pool;
    }

    /** A hash: what each endpoint is told, by its name. */
    static final String SUBSCRIPTIONS = "m6:webhook:subscriptions";

    /** What all keys of an endpoint begin with. */
    static String prefix(EndpointName endpoint) {
        return "m6:webhook:{" + endpoint + "}:";
    }

    @Override
    public Instant know(EndpointName endpoint) {
        return instant(run(KNOW, endpoint, List.of()));
    }

    @Override
    public void subscribe(Map<EndpointName, Subscription> all) {
        Map<String, String> told = new TreeMap<>();
        all.forEach((endpoint, subscription) -> told.put(endpoint.value(), SubscriptionJson.write(subscription)));
        ask(redis -> {
            try (AbstractTransaction together = redis.multi()) {
                together.del(SUBSCRIPTIONS);
                if (!told.isEmpty()) {
                    together.hset(SUBSCRIPTIONS, told);
                }
                return together.exec();
            }
        });
    }

    @Override
    public Map<EndpointName, Subscription> subscriptions() {
        Map<EndpointName, Subscription> all = new TreeMap<>();
        ask(redis -> redis.hgetAll(SUBSCRIPTIONS))
                .forEach((name, json) -> all.put(new EndpointName(name), SubscriptionJson.read(json)));
        return all;
    }

    @Override
    public List<Recorded> record(EndpointName endpoint, List<Intent> intents) {
        return record(endpoint, intents, "ONCE");
    }

    @Override
    public List<Recorded> recordAgain(EndpointName endpoint, List<Intent> intents) {
        return record(endpoint, intents, "AGAIN");
    }

    private List<Recorded> record(EndpointName endpoint, List<Intent> intents, String how) {
        List<List<String>> calls = intents.stream()
                .map(intent -> {
                    Intent.Edition edition = intent.edition();
                    return List.of(
                            intent.id(),
                            intent.type(),
                            intent.body(),
                            Integer.toString(kept),
                            Integer.toString(remembered),
                            edition == null ? "" : edition.place(),
                            edition == null ? "" : Long.toString(edition.sequence()),
                            how);
                })
                .toList();
        return runAll(RECORD, endpoint, calls).stream()
                .map(answer -> Recorded.valueOf(String.valueOf(answer)))
                .toList();
    }

    @Override
    public Taken take(EndpointName endpoint, int concurrency, Duration lease) {
        List<?> answer =
                (List<?>) run(TAKE, endpoint, List.of(Integer.toString(concurrency), Long.toString(lease.toMillis())));
        List<Leased> leased = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += FIELDS_OF_LEASED) {
            leased.add(new Leased(
                    new Intent(text(answer, i), text(answer, i + 1), text(answer, i + 2)),
                    Integer.parseInt(text(answer, i + 3)),
                    number(answer, i + 4)));
        }
        return new Taken(instant(answer.get(0)), leased);
    }

    private static String text(List<?> answer, int index) {
        return String.valueOf(answer.get(index));
    }

    private static Optional<String> told(List<?> answer, int index) {
        return Optional.of(text(answer, index)).filter(told -> !told.isEmpty());
    }

    private static long number(List<?> answer, int index) {
        return Long.parseLong(text(answer, index));
    }

    @Override
    public Turn settle(EndpointName endpoint, Leased leased, Verdict verdict, Breaker breaker) {
        List<String> of = verdict.fold(
                delivered -> List.of("DELIVERED", "", "0", "0"),
                failed -> List.of(
                        "FAILED",
                        failed.cause(),
                        Long.toString(failed.again().map(Duration::toMillis).orElse(-1L)),
                        Long.toString(failed.hold().toMillis())),
                gone -> List.of("GONE", gone.cause(), "0", "0"));
        List<String> arguments = Stream.of(
                        List.of(leased.intent().id(), Long.toString(leased.fence())),
                        of,
                        List.of(
                                Integer.toString(breaker.failures()),
                                Long.toString(breaker.firstPause().toMillis()),
                                Long.toString(breaker.longestPause().toMillis()),
                                Long.toString(breaker.patience().toMillis())))
                .flatMap(List::stream)
                .toList();
        return Turn.valueOf(String.valueOf(run(SETTLE, endpoint, arguments)));
    }

    @Override
    public EndpointStatus status(EndpointName endpoint) {
        List<?> answer = (List<?>) run(STATUS, endpoint, List.of());
        return new EndpointStatus(
                number(answer, 0),
                number(answer, 1),
                number(answer, 2),
                number(answer, 3),
                number(answer, 4),
                Optional.of(number(answer, 5)).filter(age -> age >= 0).map(Duration::ofMillis),
                number(answer, 6),
                told(answer, 7),
                Optional.of(number(answer, 8)).filter(pause -> pause > 0).map(Duration::ofMillis),
                told(answer, 9));
    }

    @Override
    public boolean enable(EndpointName endpoint) {
        return Objects.equals(run(ENABLE, endpoint, List.of()), 1L);
    }

    @Override
    public List<DeadLetter> deadLetters(EndpointName endpoint, int most) {
        String prefix = prefix(endpoint);
        return ask(redis -> {
            List<DeadLetter> letters = new ArrayList<>();
            ZRangeParams latestFirst = ZRangeParams.zrangeParams(0, most - 1).rev();
            for (Tuple dead : redis.zrangeWithScores(prefix + "dead", latestFirst)) {
                Map<String, String> intent = redis.hgetAll(prefix + "intent:" + dead.getElement());
                letters.add(new DeadLetter(
                        dead.getElement(),
                        intent.getOrDefault("type", ""),
                        Instant.ofEpochMilli((long) dead.getScore()),
                        Integer.parseInt(intent.getOrDefault("attempts", "0")),
                        intent.getOrDefault("cause", "")));
            }
            return letters;
        });
    }

    @Override
    public long replay(EndpointName endpoint) {
        // No more than were dead at first: some may fail for good again meanwhile.
        long left = ask(redis -> redis.zcard(prefix(endpoint) + "dead"));
        long replayed = 0;
        while (left > replayed) {
            long some =
                    (Long) run(REPLAY, endpoint, List.of(Long.toString(Math.min(REPLAYED_AT_ONCE, left - replayed))));
            if (some == 0) {
                break;
            }
            replayed += some;
        }
        return replayed;
    }

    private static Instant instant(Object millis) {
        return Instant.ofEpochMilli(Long.parseLong(String.valueOf(millis)));
    }

    private Object run(LuaScript script, EndpointName endpoint, List<String> arguments) {
        return runAll(script, endpoint, List.of(arguments)).get(0);
    }

    /** Runs the calls in one go: Redis writes to disk once for many. */
    private List<Object> runAll(LuaScript script, EndpointName endpoint, List<List<String>> calls) {
        List<String> keys = List.of(prefix(endpoint));
        return ask(redis -> {
            try {
                return evaluate(redis, script, keys, calls);
            } catch (JedisNoScriptException unknown) {
                // Those that ran, if the script was lost in between, have run: recording again changes nothing.
                redis.scriptLoad(script.text());
                return evaluate(redis, script, keys, calls);
            }
        });
    }

    private static List<Object> evaluate(
            RedisClient redis, LuaScript script, List<String> keys, List<List<String>> calls) {
        try (Pipeline pipeline = redis.pipelined()) {
            List<Response<Object>> answers = calls.stream()
                    .map(arguments -> pipeline.evalsha(script.sha1(), keys, arguments))
                    .toList();
            pipeline.sync();
            return answers.stream().map(Response::get).toList();
        }
    }

    private <T> T ask(Function<RedisClient, T> question) {
        try {
            return question.apply(client);
        } catch (JedisException e) {
            throw new IntentStoreException(
                    "Redis at " + address + " did not answer about webhooks: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
