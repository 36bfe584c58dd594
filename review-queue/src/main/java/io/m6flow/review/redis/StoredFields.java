package io.m6flow.review.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named fields as Redis gave them: of a hash, or of an entry of a stream. */
final class StoredFields {
    private final Map<String, byte[]> values;

    private StoredFields(Map<String, byte[]> values) {
        this.values = values;
    }

    /** @param flat name, value, name, value… */
    static StoredFields flat(List<?> flat) {
        Map<String, byte[]> values = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            values.put(Bytes.text(flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return new StoredFields(values);
    }

    static StoredFields of(Map<byte[], byte[]> hash) {
        Map<String, byte[]> values = new HashMap<>();
        hash.forEach((name, value) -> values.put(Bytes.text(name), value));
        return new StoredFields(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    byte[] bytes(String name) {
        byte[] value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the stored field " + name + " is missing");
        }
        return value;
    }

    Optional<byte[]> findBytes(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name) {
        return Bytes.text(bytes(name));
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    Optional<Instant> instant(String name) {
        return find(name).map(Long::parseLong).map(Instant::ofEpochMilli);
    }

    Optional<String> find(String name) {
        return findBytes(name).map(Bytes::text);
    }
}
