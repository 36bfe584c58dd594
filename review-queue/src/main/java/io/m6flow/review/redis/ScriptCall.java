package io.m6flow.review.redis;

import java.util.List;

/** What one run of a script needs: the prefix of the keys it touches, and its arguments. */
record ScriptCall(String keyPrefix, Arguments arguments) {
    List<byte[]> keys() {
        return List.of(Bytes.of(keyPrefix));
    }

    List<byte[]> values() {
        return arguments.toList();
    }
}
