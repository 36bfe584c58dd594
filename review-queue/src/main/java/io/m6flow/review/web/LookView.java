package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.Proposal;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An item that is looked at and cannot be decided here: it is decided already, held by another, or for a lead. */
record LookView(ReviewItem reviewed, Words words, HistoryView history, Principal who, Instant now) {

    ContentDraft draft() {
        return reviewed.draft();
    }

    SourceView source() {
        return new SourceView(draft(), words);
    }

    String kind() {
        return words.say("kind." + draft().getKind().name());
    }

    String item() {
        return ItemParameter.write(ItemRef.of(reviewed));
    }

    @Nullable
    Decided decision() {
        return reviewed.decision();
    }

    /** What stands above all else: the outcome, who holds the item, or for whom it waits. */
    String state() {
        Decided decision = decision();
        if (decision != null) {
            return words.say("look.state." + Code.lower(decision.outcome()));
        } else if (reviewed.heldBy() != null) {
            return words.say("notice.held", Objects.requireNonNull(reviewed.heldBy()));
        }
        return words.say(reviewed.isForLead() ? "look.for-lead" : "look.waiting");
    }

    String outcome() {
        Decided decision = decision();
        return decision == null ? "held" : Code.lower(decision.outcome());
    }

    /** What the second part of the card is about: the published text, a proposal, or the machine's own. */
    String heading() {
        if (isEdited()) {
            return words.say("look.edited");
        }
        Proposal proposal = reviewed.proposal();
        return proposal == null ? words.say("look.machine") : words.say("card.proposed-text", proposal.by());
    }

    private boolean isEdited() {
        Decided decision = decision();
        return decision != null && decision.outcome() == DecisionOutcome.EDITED;
    }

    /** Whether another text than the machine's left, or is meant to. */
    boolean isReworded() {
        return isEdited() || (decision() == null && !reviewed.text().equals(draft().getText()));
    }

    /** The text that left, or that an approval would let out. */
    String text() {
        Decided decision = decision();
        return decision == null ? reviewed.text() : decision.text();
    }

    List<String> reasons() {
        Decided decision = decision();
        return decision == null
                ? List.of()
                : decision.reasons().stream()
                        .map(reason -> words.sayOr("reason.", reason))
                        .toList();
    }

    /** The way back for the one who decided, while there is one. */
    Optional<UndoOffer> undo() {
        return isOwn() ? UndoOffer.of(List.of(reviewed), now) : Optional.empty();
    }

    /** Whether a text went out that can be taken back, be it by this reader or by another. */
    boolean isRevocable() {
        Decided decision = decision();
        return decision != null
                && (decision.outcome() == DecisionOutcome.APPROVED || decision.outcome() == DecisionOutcome.EDITED);
    }

    boolean mayRevoke() {
        return who.isLead() || isOwn();
    }

    /** Why this reader cannot revoke it; empty if that is possible. */
    String whyNotRevoke() {
        return mayRevoke() ? "" : words.say("revoke.takes-a-lead");
    }

    String decisionId() {
        Decided decision = decision();
        return decision == null ? "" : decision.decisionId();
    }

    private boolean isOwn() {
        Decided decision = decision();
        return decision != null
                && decision.by().getType() == DeciderType.PERSON
                && decision.by().getName().equals(who.name());
    }
}
