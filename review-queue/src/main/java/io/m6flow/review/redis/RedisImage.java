package io.m6flow.review.redis;

import io.m6flow.review.AuditChain;
import io.m6flow.review.Decided;
import io.m6flow.review.ItemState;
import io.m6flow.review.Outbox;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Urgency;
import io.m6flow.review.rebuild.Image;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.resps.Tuple;

/**
 * Reads the image of a queue that nothing changes meanwhile. An item's own fields are read as the service reads them,
 * and whether it stands in the sets that it belongs to. Thread-safe.
 */
public final class RedisImage {
    private static final int SCANNED_AT_ONCE = 1_000;

    private final RedisConnection redis;
    private final QueueReader reader;
    private final RedisOutbox outbox;
    private final NumbersImage numbers;

    public RedisImage(RedisConnection redis) {
        this.redis = redis;
        this.reader = new QueueReader(redis);
        this.outbox = new RedisOutbox(redis);
        this.numbers = new NumbersImage(redis, reader);
    }

    /** The sets of a tenant that its undecided items stand in. */
    private record Sets(
            Map<String, Long> lines, Map<String, Long> urgent, Map<String, Long> deadlines, Map<String, Long> leases) {}

    /**
     * Reads all of it.
     *
     * @param now decisions made since then are told without their time and reasons
     */
    public Image read(Instant now) {
        Image.Builder image = new Image.Builder();
        AuditChain.Head head = outbox.head();
        Outbox.Acknowledged sent = outbox.acknowledged();
        image.add(
                "chain",
                new Image.Fields()
                        .put("head", head.index() + ":" + head.hash())
                        .put("sent", sent.index())
                        .put("offset", sent.offset()));
        reader.tenants().forEach(tenant -> read(tenant, now, image));
        return image.build();
    }

    private void read(TenantKeys tenant, Instant now, Image.Builder image) {
        Sets sets = sets(tenant);
        String items = tenant.prefix() + "item:";
        Map<String, Long> live = new HashMap<>();
        KeyScan.of(redis, tenant.prefix(), SCANNED_AT_ONCE, all -> {
            each(
                    all,
                    tenant.prefix() + "live:",
                    (place, key) -> live.put(place, redis.ask(client -> client.scard(key))));
            each(all, tenant.prefix() + "record:", (model, key) -> numbers.addRecord(tenant, model, key, image));
            List<String> keys =
                    all.stream().filter(key -> key.startsWith(items)).toList();
            List<Map<byte[], byte[]>> hashes = redis.askTogether(pipeline -> {
                var asked = keys.stream()
                        .map(key -> pipeline.hgetAll(Bytes.of(key)))
                        .toList();
                return () -> asked.stream().map(answer -> answer.get()).toList();
            });
            for (int i = 0; i < keys.size(); i++) {
                String id = keys.get(i).substring(items.length());
                image.add(
                        "item " + tenant.tenant() + " " + id,
                        item(tenant, id, StoredFields.of(hashes.get(i)), sets, now));
            }
        });
        image.add("tenant " + tenant.tenant(), totals(tenant, sets));
        numbers.add(tenant, now, image);
        addPlaces(tenant, live, image);
    }

    /** Gives the keys that begin so, behind what is left of each. */
    private static void each(List<String> keys, String prefix, BiConsumer<String, String> taker) {
        keys.stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> taker.accept(key.substring(prefix.length()), key));
    }

    private Sets sets(TenantKeys tenant) {
        Map<String, Long> lines = new HashMap<>();
        Stream.of(Kind.values()).flatMap(tenant::lines).forEach(line -> lines.putAll(scores(line)));
        return new Sets(lines, scores(tenant.urgent()), scores(tenant.deadlines()), scores(tenant.leases()));
    }

    private Map<String, Long> scores(byte[] key) {
        Map<String, Long> scores = new HashMap<>();
        for (Tuple found : redis.ask(client -> client.zrangeWithScores(key, 0, -1))) {
            scores.put(found.getElement(), (long) found.getScore());
        }
        return scores;
    }

    private Image.Fields item(TenantKeys tenant, String id, StoredFields stored, Sets sets, Instant now) {
        ReviewItem item = StoredItem.read(stored);
        Image.Fields fields = new Image.Fields()
                .put("kind", stored.text("kind"))
                .put("subject", stored.text("subject"))
                .put("revision", Revisions.number(stored.text("revision")))
                .put("draft", Image.digestOf(StoredItem.encode(item.draft())))
                .put("standIn", stored.find("standIn").map(any -> "yes").orElse(null))
                .put("raw", stored.text("raw").equals("1"))
                .put("model", stored.find("model").orElse(null))
                .put("risky", stored.text("risky").equals("1"))
                .put("score", stored.number("score"))
                .put("deadline", moment(stored.find("deadline").orElse("")));
        Decided decision = item.decision();
        if (decision == null) {
            return undecided(tenant, id, item, fields, sets);
        }
        return decided(stored, decision, fields, now);
    }

    private static @Nullable Instant moment(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** A claim is told as waiting: nobody holds anything after a rebuild. */
    private Image.Fields undecided(TenantKeys tenant, String id, ReviewItem item, Image.Fields fields, Sets sets) {
        boolean claimed = item.state() == ItemState.CLAIMED && sets.leases().containsKey(id);
        String live = tenant.prefix() + "live:" + item.draft().getKind() + "|"
                + item.draft().getSubject();
        Long urgent = sets.urgent().get(id);
        Long expires = sets.deadlines().get(id);
        return fields.put("state", "UNDECIDED")
                .put(
                        "line",
                        claimed
                                ? Long.valueOf((long) Urgency.score(item.draft()))
                                : sets.lines().get(id))
                .put(
                        "urgent",
                        claimed ? item.draft().getDeadline() : urgent == null ? null : Instant.ofEpochMilli(urgent))
                .put("expires", expires == null ? null : Instant.ofEpochMilli(expires))
                .put("live", redis.ask(client -> client.sismember(live, id)) ? "yes" : null);
    }

    private static Image.Fields decided(StoredFields stored, Decided decision, Image.Fields fields, Instant now) {
        boolean isNew = !decision.at().isBefore(now);
        return fields.put("state", "DECIDED")
                .put("decision", decision.decisionId())
                .put("outcome", decision.outcome())
                .put("byType", decision.by().getType())
                .put("by", decision.by().getName())
                .put("via", decision.via() == null ? "" : decision.via())
                .put("agreedWith", decision.agreedWith())
                .put("reasons", isNew ? "new" : Image.digestOf(String.join("\n", decision.reasons())))
                .put("textFrom", stored.text("textFrom"))
                .put("text", Image.digestOf(decision.text()))
                .put("sequence", decision.publishSequence())
                .put("decidedAt", isNew ? "new" : decision.at())
                .put(
                        "feedback",
                        stored.findBytes(StoredFeedback.FIELD)
                                .map(Image::digestOf)
                                .orElse(null));
    }

    private Image.Fields totals(TenantKeys tenant, Sets sets) {
        Map<DecisionOutcome, Long> counts = new TreeMap<>();
        redis.ask(client -> client.hgetAll(tenant.counts())).forEach((outcome, count) -> {
            long number = Long.parseLong(Bytes.text(count));
            if (number != 0) {
                counts.put(DecisionOutcome.valueOf(Bytes.text(outcome)), number);
            }
        });
        return new Image.Fields()
                .put("counts", counts)
                .put("undecided", sets.lines().size() + sets.leases().size())
                .put("deadlines", sets.deadlines().size())
                .put("listed", redis.ask(client -> client.zcard(tenant.decided())))
                .put("offsets", hash(tenant, "offsets", Long::parseLong));
    }

    private void addPlaces(TenantKeys tenant, Map<String, Long> live, Image.Builder image) {
        Map<String, Long> floors = hash(tenant, "floors", Revisions::number);
        Map<String, Long> sequences = hash(tenant, "sequences", Long::parseLong);
        Map<String, String> published = redis.ask(client -> client.hgetAll(tenant.prefix() + "published"));
        Map<String, String> purged = hash(tenant, Retention.PURGED, RedisImage::order);
        TreeSet<String> places = new TreeSet<>(floors.keySet());
        places.addAll(sequences.keySet());
        places.addAll(published.keySet());
        places.addAll(purged.keySet());
        places.addAll(live.keySet());
        places.forEach(place -> image.add(
                "place " + tenant.tenant() + " " + place,
                new Image.Fields()
                        .put("floor", floors.get(place))
                        .put("sequence", sequences.getOrDefault(place, 0L))
                        .put("published", published.get(place))
                        .put("purged", purged.get(place))
                        .put("live", live.getOrDefault(place, 0L))));
    }

    private static String order(String stored) {
        String[] parts = stored.split("\\.", 2);
        return Revisions.number(parts[0]) + "." + Integer.parseInt(parts[1]);
    }

    private <T> Map<String, T> hash(TenantKeys tenant, String key, Function<String, T> value) {
        Map<String, T> read = new TreeMap<>();
        redis.ask(client -> client.hgetAll(tenant.prefix() + key))
                .forEach((name, stored) -> read.put(name, value.apply(stored)));
        return read;
    }
}
