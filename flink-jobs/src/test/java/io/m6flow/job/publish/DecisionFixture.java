package io.m6flow.job.publish;

import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;

/** Decisions of any outcome about one draft. */
final class DecisionFixture {
    private DecisionFixture() {}

    static ReviewDecision decision(DecisionOutcome outcome, String text, long sequence) {
        return Decisions.approved(Drafts.reason("M-1", "P-1").build())
                .sequence(sequence)
                .with(decision -> decision.setOutcome(outcome).setText(text))
                .build();
    }
}
