package io.m6flow.review.redis;

import io.m6flow.review.web.AnswerLimits;
import io.m6flow.review.web.AnswerStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/** Answers on Redis under the callers' keys, as keep_answer.lua says; Redis forgets them by itself. Thread-safe. */
public final class RedisAnswers implements AnswerStore {
    private static final String PREFIX = "m6:{|web}:";
    private static final int PARTS = 3;

    private final RedisConnection redis;
    private final AnswerLimits limits;

    public RedisAnswers(RedisConnection redis, AnswerLimits limits) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    @Override
    public Optional<Kept> begin(Key key, String fingerprint, String worker, Duration atMost) {
        String name = PREFIX + "answer:" + key.name();
        SetParams ifFree = new SetParams().nx().px(atMost.toMillis());
        while (redis.ask(client -> client.set(name, worker + "\n" + fingerprint + "\n", ifFree)) == null) {
            String found = redis.ask(client -> client.get(name));
            if (found != null) {
                return Optional.of(read(found));
            }
            // It was forgotten in between: take it.
        }
        return Optional.empty();
    }

    private static Kept read(String value) {
        String[] parts = value.split("\n", PARTS);
        return new Kept(parts[1], parts[2].isEmpty() ? null : parts[2]);
    }

    @Override
    public void keep(Key key, String fingerprint, String worker, String answer, Duration kept) {
        redis.run(
                Script.KEEP_ANSWER,
                PREFIX,
                new Arguments()
                        .add(key.name())
                        .add(key.owner())
                        .add(worker)
                        .add(fingerprint)
                        .add(answer)
                        .add(kept.toMillis())
                        .add(limits.answers())
                        .add(limits.bytes()));
    }

    @Override
    public void free(Key key, String worker) {
        redis.run(Script.FREE_ANSWER, PREFIX, new Arguments().add(key.name()).add(worker));
    }
}
