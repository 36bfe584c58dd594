package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.TestTime;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final EventOrigin EVENT = new EventOrigin("product.events", 0, 7L);
    private final Ledger ledger = new Ledger();
    private final ContentDraft draft = Drafts.reason("M-1", "P-1").build();

    @Test
    void anEventIsOpenUntilItHasAsManyOutcomesAsKinds() {
        ledger.product(EVENT, 2);
        ledger.outcome(outcome(Kind.REASON));
        assertThat(ledger.unsettled()).containsExactly("product.events-0@7 has 1 of 2 outcomes");
        ledger.outcome(outcome(Kind.THEME));
        assertThat(ledger.unsettled()).isEmpty();
    }

    @Test
    void anOutcomeTooManyIsABreach() {
        ledger.segment(EVENT);
        ledger.outcome(outcome(null));
        ledger.outcome(outcome(null));
        assertThat(ledger.unsettled()).containsExactly("product.events-0@7 has 2 of 1 outcomes");
    }

    @Test
    void aDraftNeedsExactlyOneDecision() {
        ledger.draft(draft);
        assertThat(ledger.undecided()).isEqualTo(1);
        ledger.decision(Decisions.rejected(draft, "wording").sequence(1).build());
        assertThat(ledger.undecided()).isZero();
        assertThat(ledger.decidedTwice()).isZero();
        ledger.decision(Decisions.approved(draft).sequence(2).build());
        assertThat(ledger.decidedTwice()).isEqualTo(1);
    }

    @Test
    void aDecisionThatIsSentAgainCountsOnce() {
        ledger.draft(draft);
        var decision = Decisions.approved(draft).sequence(1).build();
        ledger.decision(decision);
        ledger.decision(decision);
        assertThat(ledger.decidedTwice()).isZero();
        assertThat(ledger.decisions()).containsEntry(DecisionOutcome.APPROVED, 1L);
    }

    @Test
    void anApprovalIsDoneWhenItsSequenceIsPublished() {
        ledger.draft(draft);
        ledger.decision(Decisions.approved(draft).sequence(5).build());
        ledger.published(PublishedContents.of(draft).sequence(4).build());
        assertThat(ledger.unpublished()).isEqualTo(1);
        ledger.published(PublishedContents.of(draft).sequence(5).build());
        assertThat(ledger.unpublished()).isZero();
    }

    @Test
    void aRejectionNeedsNoPublication() {
        ledger.draft(draft);
        ledger.decision(Decisions.rejected(draft, "wording").sequence(1).build());
        assertThat(ledger.unpublished()).isZero();
    }

    @Test
    void aRevocationIsNoSecondDecisionAndMustReachTheSinks() {
        ledger.draft(draft);
        ledger.decision(Decisions.approved(draft).sequence(1).build());
        ledger.published(PublishedContents.of(draft).sequence(1).build());
        ledger.decision(Decisions.revoked(draft).sequence(2).build());
        assertThat(ledger.decidedTwice()).isZero();
        assertThat(ledger.unpublished()).isEqualTo(1);
    }

    private static EventOutcome outcome(Kind kind) {
        return EventOutcome.newBuilder()
                .setOrigin(EVENT)
                .setKind(kind)
                .setOutcome(Outcome.DRAFTED)
                .setAt(TestTime.NOW)
                .build();
    }
}
