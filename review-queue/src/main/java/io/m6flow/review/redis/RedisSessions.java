package io.m6flow.review.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.SessionStore;
import io.m6flow.review.web.StoredSession;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/**
 * Sessions on Redis, which forgets them by itself: one key per session, and a set per person for signing out
 * everywhere. All processes on one Redis share them, and they outlive each. Thread-safe.
 */
public final class RedisSessions implements SessionStore {
    /** No tenant can be named so, for its sign is forbidden in identifiers. */
    private static final String PREFIX = "m6:{|web}:";

    private final RedisConnection redis;

    private record Found(String json, long millisLeft) {}

    public RedisSessions(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
    }

    @Override
    public void put(StoredSession session, Duration idle) {
        String own = ownOf(session.principal().name());
        redis.askTogether(pipeline -> {
            pipeline.set(key(session.idHash()), write(session), new SetParams().px(idle.toMillis()));
            pipeline.sadd(own, session.idHash());
            pipeline.pexpire(own, idle.toMillis());
            return () -> "";
        });
    }

    @Override
    public Optional<StoredSession> find(String idHash, Duration idle) {
        Optional<Found> found = redis.askTogether(pipeline -> {
            Response<String> json = pipeline.get(key(idHash));
            Response<Long> left = pipeline.pttl(key(idHash));
            return () -> Optional.ofNullable(json.get()).map(text -> new Found(text, left.get()));
        });
        Optional<StoredSession> session = found.map(each -> read(idHash, each.json()));
        long grain = Math.min(GRAIN.toMillis(), idle.toMillis() / 2);
        if (session.isPresent() && found.orElseThrow().millisLeft() <= idle.toMillis() - grain) {
            prolong(session.get(), idle);
        }
        return session;
    }

    private void prolong(StoredSession session, Duration idle) {
        redis.askTogether(pipeline -> {
            pipeline.pexpire(key(session.idHash()), idle.toMillis());
            pipeline.pexpire(ownOf(session.principal().name()), idle.toMillis());
            return () -> "";
        });
    }

    @Override
    public void remove(String idHash) {
        redis.ask(client -> client.del(key(idHash)));
    }

    @Override
    public void removeAllOf(String name) {
        String own = ownOf(name);
        Set<String> sessions = redis.ask(client -> client.smembers(own));
        redis.askTogether(pipeline -> {
            sessions.forEach(idHash -> pipeline.del(key(idHash)));
            sessions.forEach(idHash -> pipeline.srem(own, idHash));
            return () -> "";
        });
    }

    private static String key(String idHash) {
        return PREFIX + "session:" + idHash;
    }

    private static String ownOf(String name) {
        return PREFIX + "sessions-of:" + name;
    }

    private static String write(StoredSession session) {
        Principal principal = session.principal();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", principal.name()).put("role", principal.role().word());
        principal.tenant().ifPresent(tenant -> json.put("tenant", tenant.value()));
        json.put("token", session.token()).put("ends", session.ends().toString());
        return json.toString();
    }

    private static StoredSession read(String idHash, String text) {
        JsonNode json = JsonRecords.read(text);
        Principal principal = new Principal(
                json.path("name").asText(),
                Role.named(json.path("role").asText()),
                Optional.ofNullable(json.path("tenant").textValue()).map(TenantId::new));
        return new StoredSession(
                idHash,
                principal,
                json.path("token").asText(),
                Instant.parse(json.path("ends").asText()));
    }
}
