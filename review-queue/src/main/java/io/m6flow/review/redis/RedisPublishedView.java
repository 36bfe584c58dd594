package io.m6flow.review.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.params.ZRangeParams;

/** Reads what the Redis sink wrote; {@link ViewKeys} says where it stands. Thread-safe. */
public final class RedisPublishedView implements PublishedView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisConnection redis;

    public RedisPublishedView(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
    }

    @Override
    public List<JsonNode> products(TenantId tenant, int limit) {
        if (limit < 1) {
            return List.of();
        }
        return contents(
                tenant,
                redis.ask(client -> client.zrange(
                        ViewKeys.products(tenant),
                        ZRangeParams.zrangeParams(0, limit - 1).rev())));
    }

    @Override
    public List<JsonNode> session(SessionId session) {
        return tenantOf(session)
                .map(tenant ->
                        contents(tenant, redis.ask(client -> client.zrange(ViewKeys.session(tenant, session), 0, -1))))
                .orElse(List.of());
    }

    @Override
    public Optional<TenantId> tenantOf(SessionId session) {
        return Optional.ofNullable(redis.ask(client -> client.get(ViewKeys.tenantOf(session))))
                .map(TenantId::new);
    }

    private List<JsonNode> contents(TenantId tenant, List<String> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        // What was retracted between the two questions is absent by now.
        return redis.ask(client -> client.hmget(ViewKeys.content(tenant), fields.toArray(String[]::new))).stream()
                .filter(Objects::nonNull)
                .map(RedisPublishedView::parse)
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("published content in Redis is no JSON", e);
        }
    }
}
