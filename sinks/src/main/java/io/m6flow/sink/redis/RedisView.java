package io.m6flow.sink.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The view's Redis: takes updates, each by one run of the script {@code view.lua}. Connects at the first of them.
 * Confined to the task's thread.
 */
final class RedisView implements BatchWriter.Destination<ViewUpdate> {
    private static final Logger LOG = LoggerFactory.getLogger(RedisView.class);
    private static final LuaScript SCRIPT = LuaScript.ofResources("view.lua");
    private static final int IDS_IN_MESSAGES = 10;

    private final RedisViewSettings settings;
    private @Nullable RedisClient client;

    /** An update that is under way, with all that Redis is to answer to it. */
    private record Sent(ViewUpdate update, List<Response<?>> replies) {
        Stream<Refusal> refusal() {
            try {
                replies.forEach(Response::get);
                return Stream.empty();
            } catch (JedisDataException e) {
                return Stream.of(new Refusal(update, e));
            }
        }
    }

    private record Refusal(ViewUpdate update, JedisDataException cause) {
        boolean forWantOfTheScript() {
            return cause instanceof JedisNoScriptException;
        }
    }

    RedisView(RedisViewSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns once Redis has acknowledged all of the updates.
     *
     * @throws IOException if it did not, with the ids of those that may be missing; all may be sent again
     */
    @Override
    public void apply(List<ViewUpdate> updates) throws IOException {
        List<Refusal> refusals;
        try {
            refusals = send(updates);
            List<ViewUpdate> unrun = refusals.stream()
                    .filter(Refusal::forWantOfTheScript)
                    .map(Refusal::update)
                    .toList();
            if (!unrun.isEmpty()) {
                LOG.info("loading the script of the view into Redis at {}", settings.address());
                client().scriptLoad(SCRIPT.text());
                refusals = Stream.concat(
                                refusals.stream().filter(refusal -> !refusal.forWantOfTheScript()),
                                send(unrun).stream())
                        .toList();
            }
        } catch (JedisException e) {
            throw failure("gave no answer to", updates, e);
        }
        if (!refusals.isEmpty()) {
            throw failure(
                    "refused",
                    refusals.stream().map(Refusal::update).toList(),
                    refusals.get(0).cause());
        }
    }

    private List<Refusal> send(List<ViewUpdate> updates) {
        List<Sent> sent = new ArrayList<>(updates.size());
        try (Pipeline pipeline = client().pipelined()) {
            for (ViewUpdate update : updates) {
                List<Response<?>> replies = new ArrayList<>(2);
                update.session().ifPresent(note -> replies.add(pipeline.set(note.key(), note.tenant())));
                replies.add(pipeline.evalsha(SCRIPT.sha1(), update.keys(), update.arguments()));
                sent.add(new Sent(update, replies));
            }
            pipeline.sync();
        }
        return sent.stream().flatMap(Sent::refusal).toList();
    }

    private IOException failure(String what, List<ViewUpdate> updates, JedisException cause) {
        String ids = updates.stream().limit(IDS_IN_MESSAGES).map(ViewUpdate::id).collect(Collectors.joining(", "));
        String more = updates.size() > IDS_IN_MESSAGES ? ", …" : "";
        return new IOException(
                "Redis at %s %s %d update(s) of the view (%s%s): %s; they are repeated when the job restarts"
                        .formatted(settings.address(), what, updates.size(), ids, more, cause.getMessage()),
                cause);
    }

    private RedisClient client() {
        RedisClient open = client;
        if (open == null) {
            open = connect();
            client = open;
        }
        return open;
    }

    private RedisClient connect() {
        int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
        ConnectionPoolConfig oneConnection = new ConnectionPoolConfig();
        oneConnection.setMaxTotal(1);
        return RedisClient.builder()
                .hostAndPort(settings.redis().getHost(), settings.redis().getPort())
                .clientConfig(DefaultJedisClientConfig.builder(settings.redis())
                        .connectionTimeoutMillis(timeoutMillis)
                        .socketTimeoutMillis(timeoutMillis)
                        .build())
                .poolConfig(oneConnection)
                .build();
    }

    @Override
    public void close() {
        RedisClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
