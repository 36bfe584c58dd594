package io.m6flow.review.redis;

import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.recall.PublishedItems;
import io.m6flow.schema.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Goes through the places where something stands published; their items stay in Redis as long as they do. Thread-safe. */
public final class RedisPublishedItems implements PublishedItems {
    private static final int AT_ONCE = 300;

    private final RedisConnection redis;
    private final QueueReader reader;

    public RedisPublishedItems(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
    }

    @Override
    public void read(ItemFilter filter, Consumer<List<ReviewItem>> portions) {
        List<TenantKeys> tenants =
                filter.tenant().map(TenantKeys::new).map(List::of).orElseGet(reader::tenants);
        tenants.forEach(tenant -> read(tenant, filter, portions));
    }

    private void read(TenantKeys tenant, ItemFilter filter, Consumer<List<ReviewItem>> portions) {
        ScanParams wanted = new ScanParams().count(AT_ONCE);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        boolean more = true;
        while (more) {
            byte[] from = cursor;
            ScanResult<Map.Entry<byte[], byte[]>> places =
                    redis.ask(client -> client.hscan(tenant.published(), from, wanted));
            List<String> ids = places.getResult().stream()
                    .filter(place -> filter.matches(kind(Bytes.text(place.getKey()))))
                    .map(place -> Bytes.text(place.getValue()))
                    .toList();
            List<ReviewItem> items = ids.isEmpty() ? List.of() : items(tenant, ids);
            if (!items.isEmpty()) {
                portions.accept(items);
            }
            cursor = places.getCursorAsBytes();
            more = !places.isCompleteIteration();
        }
    }

    /** A place is kind|subject. */
    private static Kind kind(String place) {
        return Kind.valueOf(place.substring(0, place.indexOf('|')));
    }

    /** What was revoked between the two questions is left out. */
    private List<ReviewItem> items(TenantKeys tenant, List<String> ids) {
        List<Map<byte[], byte[]>> hashes = redis.askTogether(pipeline -> {
            List<Response<Map<byte[], byte[]>>> asked =
                    ids.stream().map(id -> pipeline.hgetAll(tenant.item(id))).toList();
            return () -> asked.stream().map(Response::get).toList();
        });
        return hashes.stream()
                .map(StoredFields::of)
                .filter(fields -> !fields.isEmpty())
                .map(StoredItem::read)
                .filter(RedisPublishedItems::stands)
                .toList();
    }

    private static boolean stands(ReviewItem item) {
        Decided decision = item.decision();
        return decision != null && !decision.text().isEmpty();
    }
}
