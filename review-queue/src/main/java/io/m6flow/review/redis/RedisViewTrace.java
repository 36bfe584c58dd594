package io.m6flow.review.redis;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.SinkTrace;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.ViewKeys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the Redis view, which merchants and operators read, has at a place. Thread-safe. */
public final class RedisViewTrace implements SinkTrace {
    private static final String SINK = "Redis view";

    private final URI uri;

    public RedisViewTrace(URI redis) {
        this.uri = redis;
    }

    @Override
    public List<Whereabouts> of(Receipt receipt) {
        PublishedKey place = receipt.place();
        try (RedisConnection redis = RedisConnection.to(uri)) {
            Optional<String> seen = Optional.ofNullable(
                    redis.ask(client -> client.hget(ViewKeys.sequence(place.tenant()), place.field())));
            boolean shows = redis.ask(client -> client.hexists(ViewKeys.content(place.tenant()), place.field()));
            OptionalLong sequence =
                    seen.map(number -> OptionalLong.of(Long.parseLong(number))).orElse(OptionalLong.empty());
            String words = seen.map(
                            number -> "publishSequence " + number + (shows ? ", a text shows" : ", nothing shows"))
                    .orElse("nothing of this place");
            return List.of(Whereabouts.at(SINK, receipt, sequence, words));
        } catch (ReviewQueueException e) {
            return List.of(new Whereabouts(SINK, Whereabouts.State.UNKNOWN, String.valueOf(e.getMessage())));
        }
    }
}
