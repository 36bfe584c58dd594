package io.m6flow.job.event;

import io.m6flow.schema.Kind;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What a source read: the event, or the reason why there is none. Exactly one of the two is there.
 *
 * @param <T> the record that the topic carries
 * @param again the kind whose writing failed when the event came before, if a dead letter was replayed; else null
 */
public record Received<T extends SpecificRecordBase>(
        RawEvent raw,
        @Nullable T event,
        @Nullable Rejection rejection,
        @Nullable Kind again) {

    /** The event of an accepted record. */
    public T accepted() {
        if (event == null) {
            throw new IllegalStateException("nothing was accepted from " + raw.origin());
        }
        return event;
    }

    /** The same, of a record that was sent again since a text of this kind could not be written. */
    public Received<T> replayedFor(Kind kind) {
        return new Received<>(raw, event, rejection, kind);
    }
}
