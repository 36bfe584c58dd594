package io.m6flow.review.redis;

import io.m6flow.review.web.AnswerStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/**
 * Answers on Redis under the callers' keys; Redis forgets them by itself. A value is a line with the worker, a
 * line with the fingerprint and, once there is one, the answer. Thread-safe.
 */
public final class RedisAnswers implements AnswerStore {
    private static final String PREFIX = "m6:{|web}:answer:";
    private static final int PARTS = 3;

    /** Writes or removes only what is the worker's, or nobody's. ARGV: worker, value or '', milliseconds. */
    private static final String END = """
            local found = redis.call('GET', KEYS[1])
            if found and string.sub(found, 1, #ARGV[1] + 1) ~= ARGV[1] .. '\\n' then
              return 0
            end
            if ARGV[2] == '' then
              return redis.call('DEL', KEYS[1])
            end
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1
            """;

    private final RedisConnection redis;

    public RedisAnswers(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
    }

    @Override
    public Optional<Kept> begin(String key, String fingerprint, String worker, Duration atMost) {
        SetParams ifFree = new SetParams().nx().px(atMost.toMillis());
        while (redis.ask(client -> client.set(PREFIX + key, value(worker, fingerprint, ""), ifFree)) == null) {
            String found = redis.ask(client -> client.get(PREFIX + key));
            if (found != null) {
                return Optional.of(read(found));
            }
            // It was forgotten in between: take it.
        }
        return Optional.empty();
    }

    @Override
    public void keep(String key, String fingerprint, String worker, String answer, Duration kept) {
        end(key, worker, value(worker, fingerprint, answer), kept.toMillis());
    }

    @Override
    public void free(String key, String worker) {
        end(key, worker, "", 0);
    }

    private void end(String key, String worker, String value, long millis) {
        List<String> arguments = List.of(worker, value, Long.toString(millis));
        redis.ask(client -> client.eval(END, List.of(PREFIX + key), arguments));
    }

    private static String value(String worker, String fingerprint, String answer) {
        return worker + "\n" + fingerprint + "\n" + answer;
    }

    private static Kept read(String value) {
        String[] parts = value.split("\n", PARTS);
        return new Kept(parts[1], parts[2].isEmpty() ? null : parts[2]);
    }
}
