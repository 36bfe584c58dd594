package io.m6flow.review.redis;

import java.util.List;

/** What one run of a script needs: the keys it touches, or the prefix of all of them, and its arguments. */
record ScriptCall(List<String> names, Arguments arguments) {
    ScriptCall {
        names = List.copyOf(names);
    }

    ScriptCall(String keyPrefix, Arguments arguments) {
        this(List.of(keyPrefix), arguments);
    }

    List<byte[]> keys() {
        return names.stream().map(Bytes::of).toList();
    }

    List<byte[]> values() {
        return arguments.toList();
    }
}
