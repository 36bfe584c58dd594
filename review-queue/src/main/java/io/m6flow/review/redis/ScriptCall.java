package io.m6flow.review.redis;

import java.util.List;

/** One run of a script: the prefix of the keys it touches, or its one key, and its arguments. */
record ScriptCall(Script script, String keyPrefix, Arguments arguments) {
    List<byte[]> keys() {
        return List.of(Bytes.of(keyPrefix));
    }

    List<byte[]> values() {
        return arguments.toList();
    }
}
