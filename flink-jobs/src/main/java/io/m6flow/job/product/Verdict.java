package io.m6flow.job.product;

import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.WithdrawalCause;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a product event.
 *
 * @param memory what is to be remembered from now on
 * @param withdrawn what becomes void, or null
 * @param toWrite the kinds to be written, in the event's order
 * @param settled the outcomes of the other kinds, in the event's order
 */
record Verdict(ProductMemory memory, @Nullable Withdrawn withdrawn, List<Kind> toWrite, Map<Kind, Outcome> settled) {

    /** Drafts of the kinds below the floor are void. */
    record Withdrawn(List<Kind> kinds, long floorRevision, WithdrawalCause cause) {}
}
