package io.m6flow.job.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speech that is cleaned in one go. The segments are in speaking order, at least one.
 *
 * @param index its place in the session, from 0
 */
record Passage(int index, List<HeardSegment> segments) {
    private static final String PAUSE_SIGNS = "，。、！？；：,.!?;: ";

    Passage {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a passage holds at least one segment");
        }
    }

    HeardSegment first() {
        return segments.get(0);
    }

    HeardSegment last() {
        return segments.get(segments.size() - 1);
    }

    @Nullable
    String productId() {
        return first().productId();
    }

    /** {@code 7} for a passage that begins with segment 7, {@code 7.2} for one that begins with its third piece. */
    String name() {
        return first().piece() == 0 ? Long.toString(first().sequence()) : first().sequence() + "." + first().piece();
    }

    String text() {
        return join(segments);
    }

    /** A breath between two segments stands as a space, unless a sign stands there already. */
    static String join(List<HeardSegment> segments) {
        StringBuilder text = new StringBuilder();
        for (HeardSegment segment : segments) {
            if (!text.isEmpty() && PAUSE_SIGNS.indexOf(text.charAt(text.length() - 1)) < 0 && segment.piece() == 0) {
                text.append(' ');
            }
            text.append(segment.text().strip());
        }
        return text.toString();
    }
}
