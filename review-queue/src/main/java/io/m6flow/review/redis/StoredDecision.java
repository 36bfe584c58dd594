package io.m6flow.review.redis;

import io.m6flow.review.Decided;
import io.m6flow.review.Via;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import java.time.Instant;

/** Reads the fields that settle() in shared.lua writes, into an item and into the outbox alike. */
final class StoredDecision {
    private StoredDecision() {}

    static Decided read(StoredFields fields, ContentDraft draft) {
        return new Decided(
                fields.text("decision"),
                DecisionOutcome.valueOf(fields.text("outcome")),
                new Decider(DeciderType.valueOf(fields.text("byType")), fields.text("by")),
                fields.find("via").map(Via::valueOf).orElse(null),
                fields.find("agreedWith").orElse(null),
                Reasons.read(fields.text("reasons")),
                TextFrom.valueOf(fields.text("textFrom")).text(draft, fields.text("text")),
                fields.number("sequence"),
                Instant.ofEpochMilli(fields.number("decidedAt")),
                fields.instant("undoableUntil").orElse(null));
    }
}
