package io.m6flow.schema.id;

/** Names one decision of the review queue; readers drop repeats by it. */
public record DecisionId(String value) {
    public DecisionId {
        Identifiers.checked("decisionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
