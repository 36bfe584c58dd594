package io.m6flow.schema.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a registry answered: for good what it keeps, since an id never changes its schema, and for a short
 * while that it keeps nothing, so that a stream of made-up ids does not become a stream of requests. Safe for many
 * threads; two that ask for the same at once may both ask the registry.
 */
final class CachingRegistry implements SchemaRegistry {
    static final Duration KEEPS_UNUSABLE = Duration.ofSeconds(30);
    private static final int MOST_UNUSABLE = 1000;

    private final SchemaRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, SchemaLookup> found = new ConcurrentHashMap<>();
    private final Map<Integer, Remembered> unusable = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Remembered> eldest) {
            return size() > MOST_UNUSABLE;
        }
    };

    private record Registration(String subject, Schema schema) {}

    private record Remembered(SchemaLookup lookup, long since) {}

    CachingRegistry(SchemaRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    @Override
    public int register(String subject, Schema schema) {
        Registration asked = new Registration(subject, schema);
        Integer known = ids.get(asked);
        if (known != null) {
            return known;
        }
        int id = registry.register(subject, schema);
        ids.put(asked, id);
        return id;
    }

    @Override
    public SchemaLookup find(int id) {
        SchemaLookup known = found.get(id);
        if (known == null) {
            known = rememberedUnusable(id);
        }
        return known == null ? ask(id) : known;
    }

    private SchemaLookup ask(int id) {
        SchemaLookup lookup = registry.find(id);
        if (lookup instanceof SchemaLookup.Found) {
            found.put(id, lookup);
            return lookup;
        }
        synchronized (unusable) {
            unusable.put(id, new Remembered(lookup, nanoTime.getAsLong()));
        }
        return lookup;
    }

    private @Nullable SchemaLookup rememberedUnusable(int id) {
        synchronized (unusable) {
            Remembered remembered = unusable.get(id);
            if (remembered == null) {
                return null;
            }
            if (nanoTime.getAsLong() - remembered.since() < KEEPS_UNUSABLE.toNanos()) {
                return remembered.lookup();
            }
            unusable.remove(id);
            return null;
        }
    }
}
