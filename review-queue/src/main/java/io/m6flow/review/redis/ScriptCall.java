package io.m6flow.review.redis;

import java.util.List;

/** One run of a script: the keys it touches, or the prefix of all of them, and its arguments. */
record ScriptCall(Script script, List<String> names, Arguments arguments) {
    ScriptCall {
        names = List.copyOf(names);
    }

    ScriptCall(Script script, String keyPrefix, Arguments arguments) {
        this(script, List.of(keyPrefix), arguments);
    }

    List<byte[]> keys() {
        return names.stream().map(Bytes::of).toList();
    }

    List<byte[]> values() {
        return arguments.toList();
    }
}
