package io.m6flow.review.redis;

import java.util.ArrayList;
import java.util.List;

/** A script's arguments, in order. Content goes to Lua as values only, never as code. Confined to one thread. */
final class Arguments {
    private final List<byte[]> values = new ArrayList<>();

    Arguments add(String value) {
        return add(Bytes.of(value));
    }

    Arguments add(long value) {
        return add(Long.toString(value));
    }

    Arguments add(byte[] value) {
        values.add(value);
        return this;
    }

    List<byte[]> toList() {
        return List.copyOf(values);
    }
}
