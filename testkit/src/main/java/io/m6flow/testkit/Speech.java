package io.m6flow.testkit;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a live session, piece by piece in speaking order:
 * {@code Speech.session("S-1").about("P-1").says("好先看一号").pauses(Duration.ofSeconds(3)).says("…").ends()}.
 * A character takes a quarter of a second, and so does the breath between two pieces.
 */
public final class Speech {
    static {
        AvroTrust.establish();
    }

    private static final long MILLIS_PER_CHARACTER = 250;
    private static final long BREATH_MILLIS = 250;

    private final String sessionId;
    private final List<AsrSegment> segments = new ArrayList<>();
    private String hostId = "H-1";
    private @Nullable String productId;
    private long sequence = 1;
    private long clockMillis;

    private Speech(String sessionId) {
        this.sessionId = sessionId;
    }

    /** A session of host H-1 that begins at {@link TestTime#NOW}, with sequence 1. */
    public static Speech session(String sessionId) {
        return new Speech(sessionId);
    }

    public Speech host(String hostId) {
        this.hostId = hostId;
        return this;
    }

    /** From here on the talk is about this product. */
    public Speech about(@Nullable String productId) {
        this.productId = productId;
        return this;
    }

    /** A final piece. */
    public Speech says(String text) {
        segments.add(segment(text, true).build());
        clockMillis += millis(text) + BREATH_MILLIS;
        sequence++;
        return this;
    }

    /** A first guess at what the next final piece says: the same sequence, the same beginning. */
    public Speech seemsToSay(String text) {
        segments.add(segment(text, false).build());
        return this;
    }

    /** The final piece of before arrives once more. */
    public Speech repeatsTheLastPiece() {
        segments.add(AsrSegment.newBuilder(segments.get(segments.size() - 1)).build());
        return this;
    }

    public Speech pauses(Duration silence) {
        clockMillis += silence.toMillis();
        return this;
    }

    /** An empty piece that ends the session. */
    public Speech ends() {
        segments.add(segment("", true).setEndOfSession(true).build());
        sequence++;
        return this;
    }

    /** In speaking order. */
    public List<AsrSegment> segments() {
        return List.copyOf(segments);
    }

    private AsrSegment.Builder segment(String text, boolean complete) {
        return AsrSegment.newBuilder()
                .setSessionId(sessionId)
                .setHostId(hostId)
                .setSequence(sequence)
                .setStartMillis(clockMillis)
                .setEndMillis(clockMillis + millis(text))
                .setText(text)
                .setFinal$(complete)
                .setConfidence(0.9)
                .setProductId(productId)
                .setOccurredAt(TestTime.NOW.plusMillis(clockMillis));
    }

    private static long millis(String text) {
        return text.length() * MILLIS_PER_CHARACTER;
    }
}
