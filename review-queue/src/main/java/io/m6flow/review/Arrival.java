package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;

/** A draft on its way in, with the place where it was read and what the policy says of it. */
public record Arrival(ContentDraft draft, SourcePosition position, Ruling ruling) {
    /**
     * Checks the ids that become part of keys.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    public Arrival {
        ContentId.of(draft);
        new TenantId(draft.getTenant());
        new Subject(draft.getSubject());
    }

    public ContentId contentId() {
        return ContentId.of(draft);
    }

    public TenantId tenant() {
        return new TenantId(draft.getTenant());
    }
}
