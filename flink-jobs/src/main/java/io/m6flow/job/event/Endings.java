package io.m6flow.job.event;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.codec.AvroTrust;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes down how events end: their outcomes and dead letters, stamped with the job's clock. */
public final class Endings implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    private final JobClock clock;

    public Endings(JobClock clock) {
        this.clock = clock;
    }

    public EventOutcome outcome(
            RawEvent raw,
            @Nullable Kind kind,
            Outcome outcome,
            String orderKey,
            String subject,
            @Nullable String contentId) {
        return new EventOutcome(raw.origin(), kind, outcome, orderKey, subject, contentId, clock.now());
    }

    /** The outcome of a record that could not be read or broke a rule. */
    public EventOutcome rejected(RawEvent raw) {
        return outcome(raw, null, Outcome.DEAD_LETTER, "", "", null);
    }

    public DeadLetter deadLetter(
            RawEvent raw, Rejection rejection, @Nullable Kind kind, String orderKey, String subject) {
        return DeadLetter.newBuilder()
                .setOrigin(raw.origin())
                .setReason(rejection.reason())
                .setMessage(rejection.message())
                .setAttempts(rejection.attempts())
                .setBytes(ByteBuffer.wrap(raw.bytes()))
                .setDigest(raw.digest())
                .setSize(raw.size())
                .setKind(kind)
                .setOrderKey(orderKey)
                .setSubject(subject)
                .setAt(clock.now())
                .build();
    }
}
