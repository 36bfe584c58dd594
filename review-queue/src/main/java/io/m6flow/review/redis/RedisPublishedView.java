package io.m6flow.review.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedChanges;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import redis.clients.jedis.params.ZRangeParams;

/** Reads what the Redis sink wrote; {@link ViewKeys} says where it stands. Thread-safe. */
public final class RedisPublishedView implements PublishedView {
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

    @Override
    public List<PublishedChanges> changes(List<PublishedChanges.Ask> asks, int limit) {
        List<Object> answers =
                redis.runAll(asks.stream().map(ask -> call(ask, limit)).toList());
        return IntStream.range(0, asks.size())
                .mapToObj(i -> StoredChanges.read(asks.get(i), (List<?>) answers.get(i)))
                .toList();
    }

    private static ScriptCall call(PublishedChanges.Ask ask, int limit) {
        Listing listing = ask.listing();
        return new ScriptCall(
                Script.CHANGES,
                List.of(
                        ViewKeys.log(listing),
                        ViewKeys.changes(listing),
                        ViewKeys.places(listing),
                        ViewKeys.content(listing.tenant()),
                        ViewKeys.sequence(listing.tenant())),
                new Arguments().add(ask.after().log()).add(ask.after().number()).add(limit));
    }

    private List<JsonNode> contents(TenantId tenant, List<String> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        // What was retracted between the two questions is absent by now.
        return redis.ask(client -> client.hmget(ViewKeys.content(tenant), fields.toArray(String[]::new))).stream()
                .filter(Objects::nonNull)
                .map(JsonRecords::read)
                .toList();
    }
}
