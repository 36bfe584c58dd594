package io.m6flow.sink;

import io.m6flow.schema.PublishedContent;
import java.io.IOException;
import java.io.Serializable;

/**
 * Takes content that a sink can never take, such as text that a column cannot hold, and keeps it with the cause: that
 * sink's dead letters. What may go better later is no matter of this; there the writer throws, and Flink repeats.
 *
 * <p>A sink holds one and sends it with its writers; each writer calls its own copy on the task's thread, and closes it.
 */
@FunctionalInterface
public interface Rejections extends Serializable, AutoCloseable {

    /**
     * Returns once the content is kept durably, and the writer goes on with the next. A writer that is repeated after a
     * failure may reject the same content again.
     *
     * @param cause what is wrong, where, and what to do; never the text itself
     * @throws IOException if it could not be kept; the writer throws it on, so that all is repeated
     */
    void reject(PublishedContent content, String cause) throws IOException;

    @Override
    default void close() {}

    /** Where there are no dead letters: throws, so that the task fails with the cause. */
    static Rejections fail() {
        return (content, cause) -> {
            throw new IOException("the sink cannot take decision " + content.getDecisionId() + ": " + cause);
        };
    }
}
