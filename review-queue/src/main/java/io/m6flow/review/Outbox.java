package io.m6flow.review;

import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decisions on their way to Kafka. They are sealed into the audit chain in one step, wait sealed, and are
 * dropped when Kafka has them; so a resend is of the same bytes. Each call may be repeated. Thread-safe;
 * two sealers cannot both succeed on the same head. Throws {@link ReviewQueueException} when it cannot be reached.
 */
public interface Outbox {

    /**
     * A decision that has no place in the chain yet. Entries of one tenant come in the order decided.
     *
     * @param feedback what is to be written again after it, or null; it goes wherever the decision goes, as often
     */
    record Entry(
            TenantId tenant,
            String position,
            ReviewDecision decision,
            @Nullable ReviewFeedback feedback) {}

    /**
     * How far Kafka is known to hold the chain.
     *
     * @param index of the last acknowledged entry; 0 if none
     * @param offset of that entry in its topic; -1 if none
     */
    record Acknowledged(long index, long offset) {
        public static final Acknowledged NOTHING = new Acknowledged(0, -1);
    }

    /** Where the chain ends, sent or not. */
    AuditChain.Head head();

    Acknowledged acknowledged();

    /** Decisions to seal next; at most limit. */
    List<Entry> unsealed(int limit);

    /**
     * Seals entries at the end of the chain, durably, in the order given.
     *
     * @param links one for each entry
     * @return false, and nothing is sealed, if the chain no longer ended at the head
     */
    boolean seal(AuditChain.Head head, List<Entry> entries, List<AuditChain.Link> links);

    /** Sealed bytes that Kafka has not acknowledged, in the chain's order; at most limit. */
    List<byte[]> unsent(int limit);

    /** The encoded feedback of unsent decisions, by the decision's place in the chain; both ends are included. */
    Map<Long, byte[]> unsentFeedback(long firstIndex, long lastIndex);

    /** Drops what is sealed up to here; a chain that ends before (its store was lost) goes on from here. */
    void acknowledge(AuditChain.Head head, long offset);
}
