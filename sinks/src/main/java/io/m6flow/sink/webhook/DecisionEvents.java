package io.m6flow.sink.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.LabelledText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decisions as others are told of them: {@code {"type": "decision.approved", "timestamp": …, "data": {…}}}. What a person
 * is called, what the machine had written and where the audit chain stands stay here. Thread-safe.
 */
public final class DecisionEvents {
    /** All types that there are. */
    public static final Set<String> TYPES =
            Stream.of(DecisionOutcome.values()).map(DecisionEvents::type).collect(Collectors.toUnmodifiableSet());

    /** Of ReviewDecision, under its own names; what is null is left out. */
    private static final List<String> FIELDS = List.of(
            "decisionId",
            "contentId",
            "tenant",
            "kind",
            "subject",
            "subjectRevision",
            "attempt",
            "passageIndex",
            "outcome",
            "reasons",
            "publishSequence",
            "text",
            "origin",
            "productId",
            "title",
            "startMillis",
            "endMillis",
            "decidedAt");

    private final LabelPolicy labels;

    public DecisionEvents(LabelPolicy labels) {
        this.labels = labels;
    }

    /** Such as {@code decision.sent_back}. */
    public static String type(DecisionOutcome outcome) {
        return "decision." + outcome.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The message about a decision. One over {@value Intent#MAX_BYTES} bytes goes without text, title and reasons and says
     * so in {@code leftOut}.
     *
     * @throws IllegalArgumentException if its decisionId cannot be a webhook's id
     */
    public Intent intent(ReviewDecision decision) {
        String type = type(decision.getOutcome());
        List<String> bulky = List.of("text", "title", "reasons");
        return new Intent(
                decision.getDecisionId(), type, Message.body(type, decision.getDecidedAt(), data(decision), bulky));
    }

    private ObjectNode data(ReviewDecision decision) {
        ObjectNode all = JsonRecords.object(decision);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        FIELDS.stream().filter(all::hasNonNull).forEach(field -> data.set(field, all.get(field)));
        ObjectNode by =
                data.putObject("by").put("type", decision.getBy().getType().name());
        if (decision.getBy().getType() == DeciderType.POLICY) {
            by.put("name", decision.getBy().getName());
        }
        if (decision.getText().isEmpty()) {
            data.remove("text");
        } else {
            LabelledText text = labels.whole(decision);
            text.mark(data)
                    .put("text", text.text())
                    .put("origin", LabelPolicy.origin(decision).name());
        }
        return data;
    }
}
