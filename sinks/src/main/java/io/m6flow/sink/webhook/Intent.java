package io.m6flow.sink.webhook;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent to an endpoint, whatever it is about.
 *
 * @param id the header {@code webhook-id}, the same at every attempt; the same id is taken in once per endpoint
 * @param type such as {@code decision.approved}
 * @param body the JSON as it goes out, at most {@value #MAX_BYTES} bytes of UTF-8
 * @param edition set where only the latest message about something is worth sending, else null
 */
public record Intent(
        String id, String type, String body, @Nullable Edition edition) {
    public static final int MAX_BYTES = 64 * 1024;

    /** Without the full stop, which parts what is signed, and without what a header cannot carry. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

    /**
     * While it waits, a message with a higher sequence about the same place takes its place.
     *
     * @param sequence at least 0
     */
    public record Edition(String place, long sequence) {
        public Edition {
            if (place.isBlank() || sequence < 0) {
                throw new IllegalArgumentException("an edition needs a place and a sequence of at least 0, were \""
                        + place + "\" and " + sequence);
            }
        }
    }

    /** One that is sent in any case. */
    public Intent(String id, String type, String body) {
        this(id, type, body, null);
    }

    public Intent {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a webhook's id must be 1 to 200 letters, digits, - and _, was \"" + id + "\"");
        }
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "a webhook's type must look like decision.approved, was \"" + type + "\"");
        }
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the body of webhook " + id + " has " + bytes + " bytes; the limit is " + MAX_BYTES);
        }
    }

    /** Without the body. */
    @Override
    public String toString() {
        return "Intent[" + id + ", " + type + "]";
    }
}
