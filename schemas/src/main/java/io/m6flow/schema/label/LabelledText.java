package io.m6flow.schema.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.json.JsonRecords;
import org.jspecify.annotations.Nullable;

/**
 * A text as it leaves.
 *
 * @param text with the visible label in it where the policy places it there
 * @param aiLabel the visible label; null where a waiver leaves it out, and on recognised speech
 * @param aigc null on recognised speech alone
 * @param waiver what left the visible label out; null where nothing did
 */
public record LabelledText(
        String text,
        @Nullable String aiLabel,
        @Nullable AigcMetadata aigc,
        @Nullable Waiver waiver) {

    /** What a person said and a machine wrote down: nobody generated it, so that a label would be untrue. */
    static LabelledText speech(String text) {
        return new LabelledText(text, null, null, null);
    }

    /** Adds label and metadata under the names that published content has; the text is the caller's to write. */
    public ObjectNode mark(ObjectNode json) {
        if (aiLabel != null) {
            json.put("aiLabel", aiLabel);
        }
        if (aigc != null) {
            json.set("AIGC", JsonRecords.object(aigc));
        }
        return json;
    }
}
