package io.m6flow.review.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Via;
import io.m6flow.review.recall.Fate;
import io.m6flow.review.recall.FoundText;
import io.m6flow.review.recall.Recall;
import io.m6flow.review.recall.RecallJson;
import io.m6flow.review.recall.RecallStore;
import io.m6flow.schema.json.JsonRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;

/** Recalls on Redis; recall_order.lua lists the keys. What is said of time there is Redis's own. Thread-safe. */
public final class RedisRecallStore implements RecallStore {
    private static final Duration UNORDERED = Duration.ofDays(7);
    private static final Duration DETAILS = Duration.ofDays(90);
    private static final int KEPT_AT_ONCE = 500;

    /** One hash tag, so that all of them stand on one node of a cluster. No tenant's keys begin so. */
    private static final String PREFIX = "m6:recall:{recalls}:";

    private static final String ALL = PREFIX + "all";
    private static final String OPEN = PREFIX + "open";

    private final RedisConnection redis;

    public RedisRecallStore(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
    }

    private static String record(String id) {
        return PREFIX + "record:" + id;
    }

    private static String found(String id) {
        return PREFIX + "found:" + id;
    }

    private static String fates(String id) {
        return PREFIX + "fates:" + id;
    }

    /** The record comes last: what has none is seen by nobody. */
    @Override
    public void keep(Recall recall, List<FoundText> found) {
        String list = found(recall.id());
        for (int from = 0; from < found.size(); from += KEPT_AT_ONCE) {
            String[] lines = found.subList(from, Math.min(found.size(), from + KEPT_AT_ONCE)).stream()
                    .map(text -> RecallJson.of(text).toString())
                    .toArray(String[]::new);
            redis.askTogether(pipeline -> {
                pipeline.rpush(list, lines);
                pipeline.pexpire(list, UNORDERED.toMillis());
                return () -> true;
            });
        }
        redis.askTogether(pipeline -> {
            pipeline.hset(
                    record(recall.id()),
                    Map.of(
                            "recall", RecallJson.written(recall).toString(),
                            "found", Long.toString(recall.found())));
            pipeline.pexpire(record(recall.id()), UNORDERED.toMillis());
            pipeline.zadd(ALL, (double) recall.at().toEpochMilli(), recall.id());
            return () -> true;
        });
    }

    @Override
    public Optional<Recall> find(String id) {
        return recall(redis.ask(client -> client.hgetAll(record(id))));
    }

    @Override
    public List<Recall> latest(int limit) {
        List<String> ids = redis.ask(client ->
                client.zrange(ALL, ZRangeParams.zrangeParams(0, limit - 1).rev()));
        List<Map<String, String>> records = redis.askTogether(pipeline -> {
            List<Response<Map<String, String>>> asked =
                    ids.stream().map(id -> pipeline.hgetAll(record(id))).toList();
            return () -> asked.stream().map(Response::get).toList();
        });
        forget(IntStream.range(0, ids.size())
                .filter(i -> records.get(i).isEmpty())
                .mapToObj(ids::get)
                .toArray(String[]::new));
        return records.stream()
                .map(RedisRecallStore::recall)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Those that were never ordered expire by themselves; their names do not. */
    private void forget(String... expired) {
        if (expired.length > 0) {
            redis.ask(client -> client.zrem(ALL, expired));
        }
    }

    private static Optional<Recall> recall(Map<String, String> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<Recall.Order> order = Optional.ofNullable(fields.get("orderedBy"))
                .map(by -> new Recall.Order(by, Via.valueOf(fields.getOrDefault("via", "")), at(fields, "orderedAt")));
        Recall.Fates fates = new Recall.Fates(
                count(fields, Fate.RETRACTED), count(fields, Fate.OVERTAKEN), count(fields, Fate.FAILED));
        Optional<Instant> doneAt = fields.containsKey("doneAt") ? Optional.of(at(fields, "doneAt")) : Optional.empty();
        JsonNode written = JsonRecords.read(fields.getOrDefault("recall", "{}"));
        return Optional.of(RecallJson.read(written, order, fates, doneAt));
    }

    private static Instant at(Map<String, String> fields, String name) {
        return Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault(name, "0")));
    }

    private static long count(Map<String, String> fields, Fate fate) {
        return Long.parseLong(fields.getOrDefault(fate.name(), "0"));
    }

    @Override
    public List<Entry> entries(String id, long from, int limit) {
        List<String> lines = redis.ask(client -> client.lrange(found(id), from, from + limit - 1));
        if (lines.isEmpty()) {
            return List.of();
        }
        String[] places = IntStream.range(0, lines.size())
                .mapToObj(i -> Long.toString(from + i))
                .toArray(String[]::new);
        List<String> fates = redis.ask(client -> client.hmget(fates(id), places));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            entries.add(new Entry(
                    RecallJson.text(JsonRecords.read(lines.get(i))),
                    Optional.ofNullable(fates.get(i)).map(Fate::valueOf)));
        }
        return entries;
    }

    @Override
    public Ordered order(String id, Reviewer by) {
        Arguments arguments =
                new Arguments().add(id).add(by.name()).add(by.via().name()).add(DETAILS.toMillis());
        Object answer = run(Script.RECALL_ORDER, List.of(record(id), found(id), OPEN), arguments);
        return Ordered.valueOf(Bytes.text(answer));
    }

    @Override
    public Set<String> open() {
        return redis.ask(client -> client.smembers(OPEN));
    }

    @Override
    public void note(String id, long from, List<Fate> fates) {
        Arguments arguments = new Arguments().add(id).add(DETAILS.toMillis()).add(from);
        fates.forEach(fate -> arguments.add(fate.name()));
        run(Script.RECALL_NOTE, List.of(record(id), fates(id), OPEN), arguments);
    }

    private Object run(Script script, List<String> keys, Arguments arguments) {
        return redis.runAll(List.of(new ScriptCall(script, keys, arguments))).get(0);
    }
}
