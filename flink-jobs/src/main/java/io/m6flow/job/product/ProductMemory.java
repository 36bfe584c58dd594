package io.m6flow.job.product;

import io.m6flow.schema.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of a product.
 *
 * @param revision the highest revision seen, of any operation
 * @param deletedAt the highest revision of a DELETE seen; {@link #NEVER} if there was none
 * @param kinds what was written since, by kind
 */
public record ProductMemory(long revision, long deletedAt, Map<Kind, KindMemory> kinds) {
    static final long NEVER = Long.MIN_VALUE;

    public ProductMemory {
        kinds = new HashMap<>(kinds);
    }

    static ProductMemory none() {
        return new ProductMemory(NEVER, NEVER, Map.of());
    }

    ProductMemory deleted(long at) {
        return new ProductMemory(at, at, Map.of());
    }

    ProductMemory seen(long newRevision) {
        return new ProductMemory(Math.max(revision, newRevision), deletedAt, kinds);
    }

    ProductMemory with(Kind kind, KindMemory memory) {
        Map<Kind, KindMemory> more = new HashMap<>(kinds);
        more.put(kind, memory);
        return new ProductMemory(revision, deletedAt, more);
    }

    /** In the order of their declaration. */
    List<Kind> writtenKinds() {
        return List.copyOf(new TreeMap<>(kinds).keySet());
    }
}
