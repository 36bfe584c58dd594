package io.m6flow.job.event;

import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What a source read: the event, or the reason why there is none. Exactly one of the two is there.
 *
 * @param <T> the record that the topic carries
 */
public record Received<T extends SpecificRecordBase>(
        RawEvent raw, @Nullable T event, @Nullable Rejection rejection) {

    /** The event of an accepted record. */
    public T accepted() {
        if (event == null) {
            throw new IllegalStateException("nothing was accepted from " + raw.origin());
        }
        return event;
    }
}
