package io.m6flow.job.writing;

import io.m6flow.schema.ContentDraft;
import org.apache.avro.Schema;

/** Drafts that begin as others. */
public final class DraftCopy {
    private DraftCopy() {}

    /**
     * A draft of its own with the same fields. The two share what lies deeper, which nobody changes; a builder would copy
     * all of it.
     */
    public static ContentDraft of(ContentDraft draft) {
        ContentDraft copy = new ContentDraft();
        for (Schema.Field field : draft.getSchema().getFields()) {
            copy.put(field.pos(), draft.get(field.pos()));
        }
        return copy;
    }
}
