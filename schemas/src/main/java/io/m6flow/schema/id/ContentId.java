package io.m6flow.schema.id;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import java.nio.ByteBuffer;

/**
 * Names one attempt to write one kind of content about one revision of a subject. It is derived from
 * these alone, so that a replay names the same draft; the model and the prompt stand in the trace.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record ContentId(String value) {
    private static final int BYTES = 16;

    public ContentId {
        if (value.length() != 2 * BYTES || !holdsHexDigitsOnly(value)) {
            throw new IllegalArgumentException("a contentId is 32 hexadecimal digits, was \"" + value + "\"");
        }
    }

    private static boolean holdsHexDigitsOnly(String value) {
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            if (!((sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    public static ContentId of(TenantId tenant, Kind kind, Subject subject, long subjectRevision, int attempt) {
        byte[] hash = Hash.of(
                tenant.value(),
                kind.name(),
                subject.value(),
                Long.toString(subjectRevision),
                Integer.toString(attempt));
        return new ContentId(Hash.hex(hash, BYTES));
    }

    public static ContentId of(ContentDraft draft) {
        return new ContentId(draft.getContentId());
    }

    /** The seed of the n-th candidate, n from 0: never negative, the same for ever. */
    public long seed(int candidate) {
        if (candidate < 0) {
            throw new IllegalArgumentException("candidate must be at least 0, was " + candidate);
        }
        byte[] hash = Hash.of(value, Integer.toString(candidate));
        return ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return value;
    }
}
