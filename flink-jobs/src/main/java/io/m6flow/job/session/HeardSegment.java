package io.m6flow.job.session;

import io.m6flow.job.event.EventRef;
import org.jspecify.annotations.Nullable;

/**
 * A recognised piece of speech, or a piece of one that was too long for one passage.
 *
 * @param event the segment as it came, by which its outcome is told
 * @param piece 0 for the segment itself or its first piece, and one more for each that follows
 * @param complete false for a partial: a first guess that a final may replace
 * @param ends true if the session ends with it
 */
public record HeardSegment(
        EventRef event,
        long sequence,
        int piece,
        long startMillis,
        long endMillis,
        String text,
        boolean complete,
        @Nullable String productId,
        boolean ends) {

    boolean blank() {
        return text.isBlank();
    }

    /** One piece of this segment; the last one settles it. */
    HeardSegment piece(int number, String itsText, boolean last) {
        return new HeardSegment(
                new EventRef(event.raw(), event.subject(), last),
                sequence,
                number,
                startMillis,
                endMillis,
                itsText,
                complete,
                productId,
                ends);
    }
}
