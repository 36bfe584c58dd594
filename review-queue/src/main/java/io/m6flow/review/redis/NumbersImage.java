package io.m6flow.review.redis;

import io.m6flow.review.rebuild.Image;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import redis.clients.jedis.Response;

/** Tells an image what a tenant's decisions come to in numbers, as far as the topics could tell it too. Thread-safe. */
final class NumbersImage {
    private final RedisConnection redis;
    private final QueueReader reader;

    NumbersImage(RedisConnection redis, QueueReader reader) {
        this.redis = redis;
        this.reader = reader;
    }

    /** @param now from its day on, the days are told together */
    void add(TenantKeys tenant, Instant now, Image.Builder image) {
        Instant clock = reader.now();
        long today = Image.dayOf(clock);
        long single = now.isBefore(clock) ? Image.dayOf(now) : today + 1;
        long first = Image.dayOf((now.isBefore(clock) ? now : clock).minus(Image.DAYS));
        Map<String, Long> since = new TreeMap<>();
        days(tenant, first, today).forEach((day, counts) -> {
            if (day >= single) {
                counts.forEach((name, count) -> since.merge(name, count, Long::sum));
            } else if (!counts.isEmpty()) {
                image.add("day " + tenant.tenant() + " " + day, Image.counts(counts));
            }
        });
        image.add("since " + tenant.tenant(), Image.counts(since));
        image.add(
                "totals " + tenant.tenant(), Image.counts(told(redis.ask(client -> client.hgetAll(tenant.totals())))));
    }

    /** How a model did, by the key that its record stands on. */
    void addRecord(TenantKeys tenant, String name, String key, Image.Builder image) {
        image.add(
                "record " + tenant.tenant() + " " + name, Image.record(redis.ask(client -> client.lrange(key, 0, -1))));
    }

    private Map<Long, Map<String, Long>> days(TenantKeys tenant, long first, long last) {
        return redis.askTogether(pipeline -> {
            Map<Long, Response<Map<byte[], byte[]>>> asked = new TreeMap<>();
            LongStream.rangeClosed(first, last)
                    .forEach(day -> asked.put(day, pipeline.hgetAll(tenant.stats(LocalDate.ofEpochDay(day)))));
            return () -> {
                Map<Long, Map<String, Long>> read = new TreeMap<>();
                asked.forEach((day, answer) -> read.put(day, told(answer.get())));
                return read;
            };
        });
    }

    /** Without how long people took and whose leases ended: Redis alone knows that. */
    private static Map<String, Long> told(Map<byte[], byte[]> hash) {
        Map<String, Long> told = new TreeMap<>();
        hash.forEach((field, count) -> {
            String name = Bytes.text(field);
            if (name.startsWith("outcome|") || name.startsWith("person|")) {
                told.put(name, Long.parseLong(Bytes.text(count)));
            }
        });
        return told;
    }
}
