package io.m6flow.review.redis;

import io.m6flow.review.HistoryEntry;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.SeenItem;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/** Reads the queue across tenants; each question is one round trip per step, however many tenants there are. */
final class QueueReader {
    private static final int DECIDED_LOOKED_AT = 1_000;

    private final RedisConnection redis;

    /** An item's place in a list, before it is read. */
    private record Ranked(TenantKeys tenant, String content, double score) {}

    QueueReader(RedisConnection redis) {
        this.redis = redis;
    }

    List<TenantKeys> tenants() {
        return redis.ask(client -> client.smembers(TenantKeys.TENANTS)).stream()
                .map(name -> new TenantKeys(new TenantId(name)))
                .toList();
    }

    Optional<ReviewItem> find(TenantKeys tenant, ContentId content) {
        StoredFields fields = StoredFields.of(redis.ask(client -> client.hgetAll(tenant.item(content))));
        return fields.isEmpty() ? Optional.empty() : Optional.of(StoredItem.read(fields));
    }

    /** The feedback that an item was sent back with, or null. */
    @Nullable
    ReviewFeedback feedback(TenantKeys tenant, ContentId content) {
        return StoredFeedback.read(StoredFields.of(redis.ask(client -> client.hgetAll(tenant.item(content)))));
    }

    List<HistoryEntry> history(TenantKeys tenant, ContentId content) {
        return redis.ask(client -> client.lrange(tenant.history(content), 0, -1)).stream()
                .map(StoredHistory::read)
                .toList();
    }

    /** The kind of each item, or empty where there is none. */
    List<Optional<Kind>> kindsOf(List<SeenItem> items) {
        return redis.askTogether(pipeline -> {
            var asked = items.stream()
                    .map(item -> pipeline.hget(new TenantKeys(item.tenant()).item(item.content()), Bytes.of("kind")))
                    .toList();
            return () -> asked.stream()
                    .map(answer ->
                            Optional.ofNullable(answer.get()).map(Bytes::text).map(Kind::valueOf))
                    .toList();
        });
    }

    Instant now() {
        return Instant.ofEpochMilli(redis.ask(RedisClock::millis));
    }

    List<ReviewItem> waiting(ItemFilter filter, int limit) {
        return list(
                tenantsOf(filter),
                (pipeline, tenant) -> kinds(filter).stream()
                        .flatMap(tenant::lines)
                        .map(line -> pipeline.zrangeWithScores(line, 0, limit - 1L))
                        .toList(),
                Comparator.comparingDouble(Ranked::score),
                filter,
                limit);
    }

    List<ReviewItem> claimed(ItemFilter filter, int limit) {
        return list(
                tenantsOf(filter),
                (pipeline, tenant) -> List.of(pipeline.zrangeWithScores(tenant.leases(), 0, -1)),
                Comparator.comparingDouble(Ranked::score),
                filter,
                limit);
    }

    List<ReviewItem> decided(ItemFilter filter, int limit) {
        // One kind's latest may stand behind many of the others: then more are looked at than shown.
        long looked = filter.kinds().isEmpty() ? limit : Math.max(limit, DECIDED_LOOKED_AT);
        return list(
                tenantsOf(filter),
                (pipeline, tenant) -> List.of(pipeline.zrevrangeWithScores(tenant.decided(), 0, looked - 1)),
                Comparator.comparingDouble(Ranked::score).reversed(),
                filter,
                limit);
    }

    private List<ReviewItem> list(
            List<TenantKeys> tenants,
            BiFunction<AbstractPipeline, TenantKeys, List<Response<List<Tuple>>>> question,
            Comparator<Ranked> order,
            ItemFilter filter,
            int limit) {
        if (limit < 1) {
            return List.of();
        }
        List<Ranked> ranked = redis.askTogether(pipeline -> {
            Map<TenantKeys, List<Response<List<Tuple>>>> asked = new LinkedHashMap<>();
            tenants.forEach(tenant -> asked.put(tenant, question.apply(pipeline, tenant)));
            return () -> asked.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream()
                            .flatMap(answer -> answer.get().stream())
                            .map(found -> new Ranked(entry.getKey(), found.getElement(), found.getScore())))
                    .sorted(order)
                    .toList();
        });
        return read(ranked, filter, limit);
    }

    /** Reads portion by portion until the limit is reached, since the filter may pass over some. */
    private List<ReviewItem> read(List<Ranked> ranked, ItemFilter filter, int limit) {
        List<ReviewItem> found = new ArrayList<>();
        for (int from = 0; from < ranked.size() && found.size() < limit; from += limit) {
            int end = Math.min(ranked.size(), from + limit);
            items(ranked.subList(from, end))
                    .filter(item -> filter.matches(item.draft().getKind()))
                    .limit((long) limit - found.size())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private Stream<ReviewItem> items(List<Ranked> ranked) {
        List<Map<byte[], byte[]>> hashes = redis.askTogether(pipeline -> {
            var asked = ranked.stream()
                    .map(one -> pipeline.hgetAll(one.tenant().item(one.content())))
                    .toList();
            return () -> asked.stream().map(Response::get).toList();
        });
        return hashes.stream()
                .map(StoredFields::of)
                .filter(fields -> !fields.isEmpty())
                .map(StoredItem::read);
    }

    private static Stream<Tuple> ended(Response<List<Tuple>> head, long now) {
        return head.get().stream().filter(found -> found.getScore() <= now);
    }

    /** The tenants that have a lease or a deadline that has passed. */
    List<TenantKeys> due() {
        List<TenantKeys> tenants = tenants();
        long now = redis.ask(RedisClock::millis);
        return redis.askTogether(pipeline -> {
            Map<TenantKeys, List<Response<List<Tuple>>>> heads = new LinkedHashMap<>();
            tenants.forEach(tenant -> heads.put(
                    tenant,
                    List.of(
                            pipeline.zrangeWithScores(tenant.leases(), 0, 0),
                            pipeline.zrangeWithScores(tenant.deadlines(), 0, 0))));
            return () -> heads.entrySet().stream()
                    .filter(entry -> entry.getValue().stream()
                            .flatMap(head -> ended(head, now))
                            .findAny()
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
        });
    }

    /** The tenants that may have items to purge which were decided up to a moment. */
    List<TenantKeys> withItemsAgedBy(Instant moment) {
        List<TenantKeys> tenants = tenants();
        return redis.askTogether(pipeline -> {
            Map<TenantKeys, Response<Long>> aged = new LinkedHashMap<>();
            tenants.forEach(
                    tenant -> aged.put(tenant, pipeline.zcount(tenant.aging(), 0, (double) moment.toEpochMilli())));
            return () -> having(aged);
        });
    }

    private static List<TenantKeys> having(Map<TenantKeys, Response<Long>> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().get() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The tenants that have a decision which can no longer be undone, but has not left. */
    List<TenantKeys> withRipeDecisions() {
        List<TenantKeys> tenants = tenants();
        long now = redis.ask(RedisClock::millis);
        return redis.askTogether(pipeline -> {
            Map<TenantKeys, Response<Long>> ripe = new LinkedHashMap<>();
            tenants.forEach(tenant -> ripe.put(tenant, pipeline.zcount(tenant.held(), 0, (double) now)));
            return () -> having(ripe);
        });
    }

    QueueCounts counts() {
        List<TenantKeys> tenants = tenants();
        return redis.askTogether(pipeline -> {
            var waiting = tenants.stream()
                    .flatMap(tenant ->
                            Stream.of(Kind.values()).flatMap(tenant::lines).map(pipeline::zcard))
                    .toList();
            var claimed = tenants.stream()
                    .map(tenant -> pipeline.zcard(tenant.leases()))
                    .toList();
            var decided = tenants.stream()
                    .map(tenant -> pipeline.hgetAll(tenant.counts()))
                    .toList();
            var unsealed = tenants.stream()
                    .flatMap(tenant -> Stream.of(pipeline.xlen(tenant.outbox()), pipeline.zcard(tenant.held())))
                    .toList();
            var unsent = pipeline.llen(RedisOutbox.SEALED);
            return () -> new QueueCounts(sum(waiting), sum(claimed), outcomes(decided), sum(unsealed) + unsent.get());
        });
    }

    private static long sum(List<Response<Long>> answers) {
        return answers.stream().mapToLong(Response::get).sum();
    }

    private static Map<DecisionOutcome, Long> outcomes(List<Response<Map<byte[], byte[]>>> answers) {
        Map<DecisionOutcome, Long> totals = new EnumMap<>(DecisionOutcome.class);
        for (var answer : answers) {
            answer.get()
                    .forEach((outcome, count) -> totals.merge(
                            DecisionOutcome.valueOf(Bytes.text(outcome)),
                            Long.parseLong(Bytes.text(count)),
                            Long::sum));
        }
        return totals;
    }

    private List<TenantKeys> tenantsOf(ItemFilter filter) {
        return filter.tenant().map(TenantKeys::new).map(List::of).orElseGet(this::tenants);
    }

    static List<Kind> kinds(ItemFilter filter) {
        return Stream.of(Kind.values()).filter(filter::matches).toList();
    }
}
