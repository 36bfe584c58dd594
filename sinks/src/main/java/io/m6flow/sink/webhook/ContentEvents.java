package io.m6flow.sink.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.webhook.Intent.Edition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Published content as others are told of it: {@code {"type": "content.published", "timestamp": …, "data": {…}}}, with
 * the fields of PublishedContent, its AI label and AIGC metadata among them. What is null or empty is left out.
 */
public final class ContentEvents {
    public static final String PUBLISHED = "content.published";
    public static final String RETRACTED = "content.retracted";

    /** All types that there are. */
    public static final Set<String> TYPES = Set.of(PUBLISHED, RETRACTED);

    /** An endpoint may be told of a decision and of what it let out, under two ids. */
    private static final String ID_PREFIX = "content-";

    private ContentEvents() {}

    /** The id of the message about what this decision let out. */
    public static String id(String decisionId) {
        return ID_PREFIX + decisionId;
    }

    /** The type of the message about what this decision lets out; empty where it lets nothing out. */
    public static Optional<String> type(ReviewDecision decision) {
        if (decision.getOutcome() == DecisionOutcome.REVOKED) {
            return Optional.of(RETRACTED);
        }
        return decision.getText().isBlank() ? Optional.empty() : Optional.of(PUBLISHED);
    }

    /**
     * The message about content, an edition of its place. One over {@value Intent#MAX_BYTES} bytes goes without text and
     * title and says so in {@code leftOut}.
     *
     * @throws IllegalArgumentException if its decisionId, place or publishSequence cannot be a webhook's
     */
    public static Intent intent(PublishedContent content) {
        String type = content.getAction() == PublishAction.RETRACT ? RETRACTED : PUBLISHED;
        return new Intent(
                id(content.getDecisionId()),
                type,
                Message.body(type, content.getPublishedAt(), data(content), List.of("text", "title")),
                new Edition(PublishedKey.of(content).value(), content.getPublishSequence()));
    }

    private static ObjectNode data(PublishedContent content) {
        ObjectNode data = JsonRecords.object(content);
        data.removeIf(
                value -> value.isNull() || (value.isTextual() && value.asText().isEmpty()));
        return data;
    }
}
