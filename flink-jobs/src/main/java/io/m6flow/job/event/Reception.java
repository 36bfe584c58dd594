package io.m6flow.job.event;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.Identifiers;
import io.m6flow.schema.registry.RegistryException;
import io.m6flow.schema.rule.EventRules;
import java.io.Serializable;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one topic into events. It never throws for what the bytes hold, so that poison costs its own
 * record only. It throws {@link RegistryException} if a record's schema must be found first and the registry does not
 * answer: nothing is wrong with the record then, so the task fails, and is started again where its checkpoint stands.
 * Confined to the thread of its source.
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
    private final TopicFormat format;
    private transient @Nullable TopicDecoder<T> decoder;

    private Reception(Class<T> type, boolean sizeBound, Rule<T> rule, TopicFormat format) {
        this.type = type;
        this.sizeBound = sizeBound;
        this.rule = rule;
        this.format = format;
    }

    public static Reception<ProductEvent> ofProducts() {
        return new Reception<>(ProductEvent.class, true, EventRules::complaint, TopicFormat.SELF_DESCRIBING);
    }

    public static Reception<AsrSegment> ofSegments() {
        return new Reception<>(AsrSegment.class, true, Reception::segmentComplaint, TopicFormat.SELF_DESCRIBING);
    }

    public static Reception<ReviewFeedback> ofFeedback() {
        return new Reception<>(ReviewFeedback.class, false, FeedbackRules::complaint, TopicFormat.SELF_DESCRIBING);
    }

    public static Reception<ReviewDecision> ofDecisions() {
        return new Reception<>(ReviewDecision.class, false, Reception::decisionComplaint, TopicFormat.SELF_DESCRIBING);
    }

    /** The same for a topic on which records of a registry may stand too. */
    public Reception<T> withFormat(TopicFormat newFormat) {
        return new Reception<>(type, sizeBound, rule, newFormat);
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
            return decoder()
                    .tryDecode(bytes)
                    .fold(event -> checked(raw, event), why -> rejected(raw, DeadLetterReason.NOT_A_MESSAGE, why));
        } catch (RegistryException e) {
            throw e;
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
                .orElseGet(() -> new Received<>(raw, event, null, null));
    }

    private Received<T> rejected(RawEvent raw, DeadLetterReason reason, String message) {
        return new Received<>(raw, null, new Rejection(reason, message), null);
    }

    private TopicDecoder<T> decoder() {
        if (decoder == null) {
            decoder = format.decoder(type);
        }
        return decoder;
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
