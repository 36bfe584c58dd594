package io.m6flow.review.redis;

import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.RecordCodec;
import org.jspecify.annotations.Nullable;

/** Reads and writes the feedback of what was sent back, as it stands beside its decision. */
final class StoredFeedback {
    static final String FIELD = "feedback";
    private static final RecordCodec<ReviewFeedback> CODEC = RecordCodec.of(ReviewFeedback.class);

    private StoredFeedback() {}

    static byte[] encode(ReviewFeedback feedback) {
        return CODEC.encode(feedback);
    }

    static @Nullable ReviewFeedback read(StoredFields fields) {
        return fields.findBytes(FIELD).map(CODEC::decode).orElse(null);
    }
}
