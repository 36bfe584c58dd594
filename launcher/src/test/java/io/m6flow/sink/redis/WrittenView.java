package io.m6flow.sink.redis;

import io.m6flow.schema.PublishedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;

/** A view in Redis as the sink writes it, by the sink's own script and keys. Confined to one thread. */
public final class WrittenView implements AutoCloseable {
    private final RedisView view;

    public WrittenView(URI redis) {
        view = new RedisView(RedisViewSettings.of(redis));
    }

    public void publish(PublishedContent... contents) {
        try {
            view.apply(Arrays.stream(contents).map(ViewUpdate::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        view.close();
    }
}
