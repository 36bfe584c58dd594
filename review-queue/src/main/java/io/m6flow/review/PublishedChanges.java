package io.m6flow.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.PublishedKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of what changed in a listing, in the order of the changes. Of each place only its last change is known.
 *
 * @param startsOver whether what the reader has read belongs to a log that is no more: it has to forget all of it, for this
 *     begins at the beginning
 * @param to where the next part begins
 * @param last the number of the log's last change; the reader is up to date at {@code to} if that is its number
 */
public record PublishedChanges(boolean startsOver, Cursor to, long last, List<Change> changes) {
    public PublishedChanges {
        Objects.requireNonNull(to, "to");
        changes = List.copyOf(changes);
    }

    public boolean hasMore() {
        return to.number() < last;
    }

    /** Behind the last change. */
    public Cursor end() {
        return new Cursor(to.log(), last);
    }

    /**
     * What a place shows now.
     *
     * @param number of the change in its log
     * @param publishSequence of what was published or retracted
     * @param content a PublishedContent as JSON; empty where it was retracted
     */
    public record Change(long number, PublishedKey place, long publishSequence, Optional<JsonNode> content) {
        public Change {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(content, "content");
        }
    }

    /** What a reader asks for: the changes of a listing after a place in its log. */
    public record Ask(Listing listing, Cursor after) {
        public Ask {
            Objects.requireNonNull(listing, "listing");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * How far a reader has read.
     *
     * @param log which log, by when it began in microseconds since 1970; 0 where none has begun
     * @param number of the last change it has read; 0 before the first
     */
    public record Cursor(long log, long number) {
        /** A reader that has read nothing. */
        public static final Cursor START = new Cursor(0, 0);

        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

        public Cursor {
            if (log < 0 || number < 0) {
                throw new IllegalArgumentException("log and number must be at least 0, were " + log + ", " + number);
            }
        }

        public String written() {
            return log + "-" + number;
        }

        /** The cursor that was written so; another text is an {@link UnknownCursorException}. */
        public static Cursor read(String written) {
            Matcher parts = WRITTEN.matcher(written);
            if (!parts.matches()) {
                throw new UnknownCursorException();
            }
            return new Cursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        }
    }
}
