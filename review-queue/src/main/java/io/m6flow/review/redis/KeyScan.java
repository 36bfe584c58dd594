package io.m6flow.review.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import redis.clients.jedis.params.ScanParams;

/** Goes through the keys that begin with a prefix, without stopping Redis for it. */
final class KeyScan {
    private KeyScan() {}

    /** Gives the keys in portions, each once, although Redis may name one twice. */
    static void of(RedisConnection redis, String prefix, int atOnce, Consumer<List<String>> portions) {
        ScanParams wanted = new ScanParams().match(literally(prefix) + "*").count(atOnce);
        Set<String> seen = new HashSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            String from = cursor;
            var page = redis.ask(client -> client.scan(from, wanted));
            List<String> keys = new ArrayList<>(page.getResult());
            keys.removeIf(key -> !seen.add(key));
            if (!keys.isEmpty()) {
                portions.accept(keys);
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private static String literally(String text) {
        return text.replaceAll("([*?\\[\\]\\\\^-])", "\\\\$1");
    }
}
