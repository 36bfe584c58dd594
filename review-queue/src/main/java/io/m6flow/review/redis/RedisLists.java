package io.m6flow.review.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Pages of the sorted sets of the queue and of the view. A page begins behind a place, which is a score and a
 * name, and not after so many entries: what comes and goes before the place moves nothing behind it. Thread-safe.
 */
public final class RedisLists implements PagedLists {
    private static final String WAITING = "waiting";
    private static final String PRODUCTS = "products";
    /** Sorted sets order equal scores by the bytes of their members. */
    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(Bytes.of(one), Bytes.of(other));

    private static final Comparator<Place> IN_NEED_FIRST = Comparator.comparingDouble(Place::score)
            .thenComparing(place -> place.tenant().tenant().value(), BY_BYTES)
            .thenComparing(Place::member, BY_BYTES);

    private final RedisConnection redis;
    private final QueueReader reader;

    private record Place(TenantKeys tenant, String member, double score) {
        ListCursor cursor(String list) {
            return new ListCursor(list, score, tenant.tenant(), member);
        }
    }

    public RedisLists(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
    }

    @Override
    public Page<ReviewItem> waiting(ItemFilter filter, Optional<String> after, int limit) {
        Optional<ListCursor> cursor = ListCursor.read(WAITING, after);
        Predicate<Place> behind = place -> cursor.isEmpty() || IN_NEED_FIRST.compare(place, place(cursor.get())) > 0;
        List<TenantKeys> tenants =
                filter.tenant().map(TenantKeys::new).map(List::of).orElseGet(reader::tenants);
        List<Scan> scans = tenants.stream()
                .flatMap(tenant -> QueueReader.kinds(filter).stream()
                        .flatMap(tenant::lines)
                        .map(line -> new Scan(tenant, line)))
                .toList();
        List<Place> places = behind(scans, cursor, false, behind, limit);
        places.sort(IN_NEED_FIRST);
        return page(places, limit, WAITING, this::items);
    }

    @Override
    public Page<JsonNode> products(TenantId tenant, Optional<String> after, int limit) {
        Optional<ListCursor> cursor = ListCursor.read(PRODUCTS, after);
        Predicate<Place> behind = place -> cursor.isEmpty() || IN_NEED_FIRST.compare(place, place(cursor.get())) < 0;
        Scan scan = new Scan(new TenantKeys(tenant), Bytes.of(ViewKeys.products(tenant)));
        List<Place> places = behind(List.of(scan), cursor, true, behind, limit);
        return page(places, limit, PRODUCTS, page -> contents(tenant, page));
    }

    private interface Reading<T> {
        List<T> of(List<Place> places);
    }

    /** Takes a place more than it shows: so it knows whether another page follows. */
    private static <T> Page<T> page(List<Place> places, int limit, String list, Reading<T> reading) {
        List<Place> shown = places.subList(0, Math.min(limit, places.size()));
        Optional<String> next = places.size() > limit
                ? Optional.of(shown.get(limit - 1).cursor(list).written())
                : Optional.empty();
        return new Page<>(shown.isEmpty() ? List.<T>of() : reading.of(shown), next);
    }

    private static Place place(ListCursor cursor) {
        return new Place(new TenantKeys(cursor.tenant()), cursor.member(), cursor.score());
    }

    /** One sorted set that is read on from the cursor. Confined to one thread. */
    private static final class Scan {
        private final TenantKeys tenant;
        private final byte[] set;
        private final List<Place> found = new ArrayList<>();
        private boolean done;

        Scan(TenantKeys tenant, byte[] set) {
            this.tenant = tenant;
            this.set = set;
        }

        void take(List<Tuple> read, Predicate<Place> behind, int limit) {
            read.stream()
                    .map(each -> new Place(tenant, each.getElement(), each.getScore()))
                    .filter(behind)
                    .forEach(found::add);
            done = read.size() <= limit || found.size() > limit;
        }
    }

    /** The places behind the cursor, limit + 1 of each set; those that share its score are looked through. */
    private List<Place> behind(
            List<Scan> scans, Optional<ListCursor> cursor, boolean falling, Predicate<Place> behind, int limit) {
        List<Scan> open = scans;
        for (int from = 0; !open.isEmpty(); from += limit + 1) {
            ZRangeParams portion = portion(cursor, falling, from, limit + 1);
            List<Scan> asked = open;
            List<List<Tuple>> answers = redis.askTogether(pipeline -> {
                List<Response<List<Tuple>>> sets = asked.stream()
                        .map(scan -> pipeline.zrangeWithScores(scan.set, portion))
                        .toList();
                return () -> sets.stream().map(Response::get).toList();
            });
            for (int i = 0; i < asked.size(); i++) {
                asked.get(i).take(answers.get(i), behind, limit);
            }
            open = asked.stream().filter(scan -> !scan.done).toList();
        }
        return new ArrayList<>(
                scans.stream().flatMap(scan -> scan.found.stream()).toList());
    }

    private static ZRangeParams portion(Optional<ListCursor> cursor, boolean falling, int from, int count) {
        double end = falling ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        double start = cursor.map(ListCursor::score).orElse(-end);
        ZRangeParams params = ZRangeParams.zrangeByScoreParams(start, end).limit(from, count);
        return falling ? params.rev() : params;
    }

    /** What was decided between the two questions may still be read; what is gone is left out. */
    private List<ReviewItem> items(List<Place> places) {
        List<Map<byte[], byte[]>> hashes = redis.askTogether(pipeline -> {
            List<Response<Map<byte[], byte[]>>> asked = places.stream()
                    .map(place -> pipeline.hgetAll(place.tenant().item(place.member())))
                    .toList();
            return () -> asked.stream().map(Response::get).toList();
        });
        return hashes.stream()
                .map(StoredFields::of)
                .filter(fields -> !fields.isEmpty())
                .map(StoredItem::read)
                .toList();
    }

    private List<JsonNode> contents(TenantId tenant, List<Place> places) {
        String[] fields = places.stream().map(Place::member).toArray(String[]::new);
        Stream<String> found = redis.ask(client -> client.hmget(ViewKeys.content(tenant), fields)).stream();
        return found.filter(Objects::nonNull).map(JsonRecords::read).toList();
    }
}
