package io.m6flow.review.redis;

import io.m6flow.review.Backlog;
import io.m6flow.review.QueueNumbers;
import io.m6flow.review.QueueStatistics;
import io.m6flow.review.QueueTotals;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/**
 * The numbers as the queue's scripts count them, so that all processes on one Redis see the same. Every question is one
 * round trip per step, and one per day for {@link #over}. Thread-safe.
 */
public final class RedisNumbers implements QueueNumbers {
    private final RedisConnection redis;
    private final QueueReader reader;

    public RedisNumbers(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
    }

    @Override
    public QueueStatistics over(LocalDate first, LocalDate last, Optional<TenantId> tenant) {
        List<TenantKeys> tenants = tenants(tenant);
        StoredStatistics statistics = new StoredStatistics(first, last);
        LongStream.rangeClosed(first.toEpochDay(), last.toEpochDay())
                .mapToObj(LocalDate::ofEpochDay)
                .forEach(day -> hashes(tenants, day).forEach((keys, hash) -> statistics.add(keys.tenant(), day, hash)));
        return statistics.sum();
    }

    private Map<TenantKeys, Map<byte[], byte[]>> hashes(List<TenantKeys> tenants, LocalDate day) {
        return redis.askTogether(pipeline -> {
            List<Response<Map<byte[], byte[]>>> asked = tenants.stream()
                    .map(keys -> pipeline.hgetAll(keys.stats(day)))
                    .toList();
            return () -> {
                Map<TenantKeys, Map<byte[], byte[]>> found = new LinkedHashMap<>();
                for (int i = 0; i < tenants.size(); i++) {
                    found.put(tenants.get(i), asked.get(i).get());
                }
                return found;
            };
        });
    }

    @Override
    public QueueTotals totals() {
        List<TenantKeys> tenants = reader.tenants();
        StoredTotals totals = new StoredTotals();
        redis.<List<Map<byte[], byte[]>>>askTogether(pipeline -> {
                    var asked = tenants.stream()
                            .map(keys -> pipeline.hgetAll(keys.totals()))
                            .toList();
                    return () -> asked.stream().map(Response::get).toList();
                })
                .forEach(totals::add);
        return totals.sum();
    }

    /** One kind's line in one tenant, as it was asked for. */
    private record Asked(Kind kind, Response<Long> count, Response<List<Tuple>> oldest) {}

    @Override
    public Backlog backlog(Optional<TenantId> tenant) {
        List<TenantKeys> tenants = tenants(tenant);
        long now = reader.now().toEpochMilli();
        return redis.askTogether(pipeline -> {
            List<Asked> lines = new ArrayList<>();
            List<Response<Long>> claimed = new ArrayList<>();
            for (TenantKeys keys : tenants) {
                claimed.add(pipeline.zcard(keys.leases()));
                for (Kind kind : Kind.values()) {
                    var oldest = pipeline.zrangeWithScores(keys.since(kind), 0, 0);
                    keys.lines(kind).forEach(line -> lines.add(new Asked(kind, pipeline.zcard(line), oldest)));
                }
            }
            return () -> new Backlog(
                    waiting(lines, now),
                    claimed.stream().mapToLong(Response::get).sum());
        });
    }

    private static Map<Kind, Backlog.Line> waiting(List<Asked> lines, long now) {
        Map<Kind, Backlog.Line> waiting = new EnumMap<>(Kind.class);
        lines.stream().filter(line -> line.count().get() > 0).forEach(line -> {
            long since = line.oldest().get().stream()
                    .mapToLong(found -> (long) found.getScore())
                    .findFirst()
                    .orElse(now);
            Duration age = Duration.ofMillis(Math.max(0, now - since));
            waiting.merge(line.kind(), new Backlog.Line(line.count().get(), age), RedisNumbers::both);
        });
        return waiting;
    }

    private static Backlog.Line both(Backlog.Line one, Backlog.Line other) {
        Duration oldest = one.oldest().compareTo(other.oldest()) > 0 ? one.oldest() : other.oldest();
        return new Backlog.Line(one.items() + other.items(), oldest);
    }

    private List<TenantKeys> tenants(Optional<TenantId> tenant) {
        return tenant.map(TenantKeys::new).map(List::of).orElseGet(reader::tenants);
    }
}
