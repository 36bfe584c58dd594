package io.m6flow.job.event;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.id.Identifiers;
import io.m6flow.schema.rule.EventRules;
import java.io.Serializable;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one topic into events. It never throws for what the bytes hold, so that poison costs its own
 * record only. Confined to the thread of its source.
 */
public final class Reception<T extends SpecificRecordBase> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Leaves room in a subject for the passage's number and piece. */
    static final int MAX_SESSION_ID = 160;

    private interface Rule<T> extends Serializable {
        Optional<String> complaint(T event);
    }

    private final Class<T> type;
    private final boolean sizeBound;
    private final Rule<T> rule;
    private transient @Nullable RecordCodec<T> codec;

    private Reception(Class<T> type, boolean sizeBound, Rule<T> rule) {
        this.type = type;
        this.sizeBound = sizeBound;
        this.rule = rule;
    }

    public static Reception<ProductEvent> ofProducts() {
        return new Reception<>(ProductEvent.class, true, EventRules::complaint);
    }

    public static Reception<AsrSegment> ofSegments() {
        return new Reception<>(AsrSegment.class, true, Reception::segmentComplaint);
    }

    public static Reception<ReviewFeedback> ofFeedback() {
        return new Reception<>(ReviewFeedback.class, false, FeedbackRules::complaint);
    }

    public static Reception<ReviewDecision> ofDecisions() {
        return new Reception<>(ReviewDecision.class, false, Reception::decisionComplaint);
    }

    public Class<T> type() {
        return type;
    }

    /** The event that the bytes hold, or why they hold none that is good. */
    public Received<T> receive(RawEvent raw, byte @Nullable [] bytes) {
        Optional<String> tooLarge = sizeBound ? EventRules.sizeComplaint(raw.size()) : Optional.empty();
        if (tooLarge.isPresent()) {
            return rejected(raw, DeadLetterReason.TOO_LARGE, tooLarge.get());
        }
        try {
            return codec().tryDecode(bytes)
                    .fold(event -> checked(raw, event), why -> rejected(raw, DeadLetterReason.NOT_A_MESSAGE, why));
        } catch (RuntimeException e) {
            return rejected(
                    raw,
                    DeadLetterReason.NOT_A_MESSAGE,
                    "no " + type.getSimpleName() + ": its bytes cannot be read ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    private Received<T> checked(RawEvent raw, T event) {
        return rule.complaint(event)
                .map(complaint -> rejected(raw, DeadLetterReason.INVALID, complaint))
                .orElseGet(() -> new Received<>(raw, event, null));
    }

    private Received<T> rejected(RawEvent raw, DeadLetterReason reason, String message) {
        return new Received<>(raw, null, new Rejection(reason, message));
    }

    private RecordCodec<T> codec() {
        if (codec == null) {
            codec = RecordCodec.of(type);
        }
        return codec;
    }

    private static Optional<String> decisionComplaint(ReviewDecision decision) {
        return Identifiers.complaint("tenant", decision.getTenant())
                .or(() -> Identifiers.complaint("subject", decision.getSubject()));
    }

    private static Optional<String> segmentComplaint(AsrSegment segment) {
        int length = segment.getSessionId().length();
        return EventRules.complaint(segment)
                .or(() -> length <= MAX_SESSION_ID
                        ? Optional.empty()
                        : Optional.of("sessionId has " + length + " characters; the limit is " + MAX_SESSION_ID));
    }
}
