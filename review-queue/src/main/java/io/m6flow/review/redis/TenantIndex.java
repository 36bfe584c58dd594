package io.m6flow.review.redis;

import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
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
    private final Function<Bounds, OptionalDouble> which;

    /** A tenant's bound as it was seen. */
    record Entry(TenantKeys tenant, double bound) {}

    /**
     * @param name of the index; no tenant can be named so
     * @param which of a tenant's bounds it holds
     */
    TenantIndex(RedisConnection redis, String name, Function<Bounds, OptionalDouble> which) {
        this.redis = redis;
        this.key = "m6:{|queue}:" + name;
        this.which = which;
    }

    /** The tenants that may have the neediest items, those first; at most limit, from this place on. */
    List<Entry> first(int from, int limit) {
        return redis.askTogether(pipeline -> first(pipeline, from, limit));
    }

    /** The same, asked together with something else. */
    Supplier<List<Entry>> first(AbstractPipeline pipeline, int from, int limit) {
        Response<List<Tuple>> found = pipeline.zrangeWithScores(key, from, from + limit - 1L);
        return () -> found.get().stream()
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

    /** Sets a bound right that was too low; or too high, since a lease had ended. */
    void correct(Entry seen, Bounds bounds) {
        OptionalDouble bound = which.apply(bounds);
        if (bound.isPresent() && bound.getAsDouble() < seen.bound()) {
            lower(Map.of(seen.tenant().tenant(), bound.getAsDouble()));
        } else if (bound.isEmpty() || bound.getAsDouble() > seen.bound()) {
            raise(seen, bound);
        }
    }

    /** Raises it, and looks in the same go whether that was right. */
    private void raise(Entry seen, OptionalDouble bound) {
        TenantId tenant = seen.tenant().tenant();
        Arguments arguments = new Arguments()
                .add(tenant.value())
                .add(text(seen.bound()))
                .add(bound.isPresent() ? text(bound.getAsDouble()) : "");
        List<Object> answers =
                redis.runAll(List.of(new ScriptCall(Script.RAISE, key, arguments), Bounds.call(seen.tenant())));
        OptionalDouble found = which.apply(Bounds.of((List<?>) answers.get(1)));
        boolean tooHigh = found.isPresent() && (bound.isEmpty() || found.getAsDouble() < bound.getAsDouble());
        if (tooHigh) {
            lower(Map.of(tenant, found.getAsDouble()));
        }
    }

    /** Scores are whole milliseconds. */
    private static String text(double score) {
        return Long.toString((long) score);
    }
}
