package io.m6flow.review.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Purges items that were decided long ago, in portions, so that Redis holds what is worked on and not all that ever was.
 * Thread-safe.
 */
final class Retention {
    /** Known to the intake: a draft that is not later than what was purged at its place does not wait again. */
    static final String PURGED = "purged";

    private static final int PORTIONS_OF_A_SWEEP = 10;
    private static final Duration LOOKED_AT_AGAIN = Duration.ofMinutes(1);

    private final RedisConnection redis;
    private final QueueReader reader;

    Retention(RedisConnection redis, QueueReader reader) {
        this.redis = redis;
        this.reader = reader;
    }

    /** Purges some of what was decided before this age, of each tenant. Answers how many items. */
    long sweep(Duration age) {
        Instant moment = reader.now().minus(age);
        long purged = 0;
        for (TenantKeys tenant : reader.withItemsAgedBy(moment)) {
            boolean more = true;
            for (int portion = 0; more && portion < PORTIONS_OF_A_SWEEP; portion++) {
                List<?> answer = portion(tenant, moment, PURGED);
                more = (Long) answer.get(0) > 0;
                purged += answer.size() - 1;
            }
        }
        return purged;
    }

    /**
     * Purges all of a tenant that was decided up to a moment. Answers the items' ids.
     *
     * @param noted the hash in which it is noted, place by place, what the latest was
     */
    List<String> purge(TenantKeys tenant, Instant moment, String noted) {
        List<String> purged = new ArrayList<>();
        List<?> answer = portion(tenant, moment, noted);
        while ((Long) answer.get(0) > 0) {
            answer.stream().skip(1).map(Bytes::text).forEach(purged::add);
            answer = portion(tenant, moment, noted);
        }
        return purged;
    }

    private List<?> portion(TenantKeys tenant, Instant moment, String noted) {
        Arguments arguments = new Arguments()
                .add(moment.toEpochMilli())
                .add(LOOKED_AT_AGAIN.toMillis())
                .add(noted);
        return (List<?>) redis.run(Script.PURGE, tenant.prefix(), arguments);
    }
}
