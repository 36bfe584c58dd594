package io.m6flow.review.redis;

import io.m6flow.review.Claim;
import io.m6flow.review.ItemState;
import io.m6flow.review.Proposal;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.RecordCodec;
import java.time.Instant;

/** Reads an item's hash. */
final class StoredItem {
    private static final RecordCodec<ContentDraft> DRAFTS = RecordCodec.of(ContentDraft.class);

    private StoredItem() {}

    static byte[] encode(ContentDraft draft) {
        return DRAFTS.encode(draft);
    }

    static ContentDraft draft(byte[] bytes) {
        return DRAFTS.decode(bytes);
    }

    static ReviewItem read(StoredFields fields) {
        ContentDraft draft = draft(fields.bytes("draft"));
        ItemState state = ItemState.valueOf(fields.text("state"));
        return new ReviewItem(
                draft,
                state,
                fields.number("version"),
                Instant.ofEpochMilli(fields.number("admittedAt")),
                fields.find("desk").isPresent(),
                fields.find("holder").orElse(null),
                fields.instant("lease").orElse(null),
                fields.find("proposedBy")
                        .map(by -> new Proposal(
                                by,
                                TextFrom.valueOf(fields.text("proposedFrom")).text(draft, fields.text("proposedText"))))
                        .orElse(null),
                state == ItemState.DECIDED ? StoredDecision.read(fields, draft) : null);
    }

    static Claim claim(StoredFields fields) {
        return new Claim(read(fields), fields.number("fence"), Instant.ofEpochMilli(fields.number("lease")));
    }
}
