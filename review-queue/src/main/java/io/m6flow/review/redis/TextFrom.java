package io.m6flow.review.redis;

import io.m6flow.schema.ContentDraft;
import java.util.Objects;

/** Where the text of a decision comes from; a draft never changes, so only a reviewer's own words are stored again. */
enum TextFrom {
    DRAFT,
    TRANSCRIPT,
    EDIT,
    NOTHING;

    String text(ContentDraft draft, String edited) {
        return switch (this) {
            case DRAFT -> draft.getText();
            case TRANSCRIPT -> Objects.requireNonNullElse(draft.getSource().getTranscript(), "");
            case EDIT -> edited;
            case NOTHING -> "";
        };
    }
}
