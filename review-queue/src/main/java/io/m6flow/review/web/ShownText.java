package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.label.VisibleLabel;

/**
 * A published text with what says where it comes from.
 *
 * @param aiLabel the visible label; empty where a waiver leaves it out, and on recognised speech
 * @param aigc the metadata of GB 45438-2025 as JSON; empty on recognised speech, and on what was published before 0.4
 * @param isSpeech whether it is speech as it was recognised
 */
record ShownText(String text, String aiLabel, String aigc, boolean isSpeech) {
    /** Where nothing is published yet. */
    static final ShownText NONE = new ShownText("", "", "", false);

    static ShownText of(JsonNode content) {
        JsonNode aigc = content.path("AIGC");
        return new ShownText(
                content.path("text").asText(),
                content.path("aiLabel").asText(""),
                aigc.isObject() ? aigc.toString() : "",
                DraftOrigin.RAW_TRANSCRIPT.name().equals(content.path("origin").asText()));
    }

    /** What the copy button gives: the text with its label, which must travel with it. */
    String labelled() {
        return aiLabel.isEmpty() ? text : VisibleLabel.within(text, aiLabel);
    }
}
