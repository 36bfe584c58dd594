package io.m6flow.review.redis;

import io.m6flow.review.ReviewQueue;
import io.m6flow.review.recall.RecallChecks;
import io.m6flow.review.recall.Recalls;
import java.time.Clock;
import java.util.function.Supplier;

/** Puts recalls together that look through a queue on Redis and are kept beside it. */
public final class RedisRecalls {
    private RedisRecalls() {}

    /**
     * Those of this queue, which must work on the same Redis.
     *
     * @param ids names a recall that begins
     */
    public static Recalls of(
            ReviewQueue queue, RedisConnection redis, RecallChecks checks, Clock clock, Supplier<String> ids) {
        return new Recalls(
                queue,
                new RedisLists(redis),
                new RedisPublishedItems(redis),
                new RedisRecallStore(redis),
                checks,
                clock,
                ids);
    }
}
