package io.m6flow.review.redis;

import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Says among all tenants whose items to look at first, without asking each: a sorted set of a lower bound for each tenant.
 * It stands on a key of its own, so it is changed beside the scripts, not with them. It stays a lower bound all the same:
 * who lets an item wait lowers the bound afterwards; who found it too low raises it only if nobody lowered it meanwhile, and
 * looks again. What a process that died left undone is made good by {@link TenantRanking#refreshAll}. Thread-safe.
 */
final class TenantIndex {
    private final RedisConnection redis;
    private final String key;

    /** A tenant's bound as it was seen. */
    record Entry(TenantKeys tenant, double bound) {}

    /** @param name of the index; no tenant can be named so */
    TenantIndex(RedisConnection redis, String name) {
        this.redis = redis;
        this.key = "m6:{|queue}:" + name;
    }

    /** The tenants that may have the neediest items, those first; at most limit, from this place on. */
    List<Entry> first(int from, int limit) {
        List<Tuple> found = redis.ask(client -> client.zrangeWithScores(key, from, from + limit - 1L));
        return found.stream()
                .map(each -> new Entry(new TenantKeys(new TenantId(each.getElement())), each.getScore()))
                .toList();
    }

    /** These tenants have items that need so much. */
    void lower(Map<TenantId, Double> needs) {
        if (needs.isEmpty()) {
            return;
        }
        redis.askTogether(pipeline -> {
            needs.forEach((tenant, need) -> pipeline.zadd(
                    key, need, tenant.value(), ZAddParams.zAddParams().lt()));
            return () -> true;
        });
    }

    /** Answers whether it raised the bound, so that the caller looks whether it was right. */
    boolean raise(Entry seen, OptionalDouble bound) {
        if (bound.isPresent() && bound.getAsDouble() <= seen.bound()) {
            return false;
        }
        Arguments arguments = new Arguments()
                .add(seen.tenant().tenant().value())
                .add(text(seen.bound()))
                .add(bound.isPresent() ? text(bound.getAsDouble()) : "");
        return (Long) redis.run(Script.RAISE, key, arguments) == 1;
    }

    /** Scores are whole milliseconds. */
    private static String text(double score) {
        return Long.toString((long) score);
    }
}
