package io.m6flow.testkit;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.AvroTrust;
import java.util.List;
import java.util.function.Consumer;

/** Decisions about drafts, as they leave the queue: {@code Decisions.approved(draft).sequence(3).build()}. */
public final class Decisions {
    static {
        AvroTrust.establish();
    }

    private final ReviewDecision.Builder decision;

    private Decisions(ContentDraft draft, DecisionOutcome outcome, String text) {
        decision = ReviewDecision.newBuilder()
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setAttempt(draft.getAttempt())
                .setOrderKey(draft.getOrderKey())
                .setPassageIndex(draft.getPassageIndex())
                .setOutcome(outcome)
                .setBy(new Decider(DeciderType.PERSON, "lin"))
                .setPublishSequence(1)
                .setText(text)
                .setDraftText(draft.getText())
                .setOrigin(draft.getOrigin())
                .setProductId(draft.getSource().getProductId())
                .setTitle(draft.getTitle())
                .setStartMillis(draft.getSource().getStartMillis())
                .setEndMillis(draft.getSource().getEndMillis())
                .setDecidedAt(TestTime.NOW);
    }

    public static Decisions approved(ContentDraft draft) {
        return new Decisions(draft, DecisionOutcome.APPROVED, draft.getText());
    }

    public static Decisions edited(ContentDraft draft, String text) {
        return new Decisions(draft, DecisionOutcome.EDITED, text);
    }

    public static Decisions rejected(ContentDraft draft, String reason) {
        return withoutText(draft, DecisionOutcome.REJECTED).reason(reason);
    }

    public static Decisions sentBack(ContentDraft draft, String reason) {
        return withoutText(draft, DecisionOutcome.SENT_BACK).reason(reason);
    }

    /** What was published is taken back. */
    public static Decisions revoked(ContentDraft draft) {
        return withoutText(draft, DecisionOutcome.REVOKED);
    }

    /** Any other outcome at which nothing leaves. */
    public static Decisions withoutText(ContentDraft draft, DecisionOutcome outcome) {
        return new Decisions(draft, outcome, "");
    }

    public Decisions sequence(long publishSequence) {
        decision.setPublishSequence(publishSequence);
        return this;
    }

    public Decisions by(String reviewer) {
        decision.setBy(new Decider(DeciderType.PERSON, reviewer));
        return this;
    }

    public Decisions byPolicy(String policy) {
        decision.setBy(new Decider(DeciderType.POLICY, policy));
        return this;
    }

    public Decisions reason(String reason) {
        decision.setReasons(List.of(reason));
        return this;
    }

    /** Sets what has no word of its own here. */
    public Decisions with(Consumer<ReviewDecision.Builder> setting) {
        setting.accept(decision);
        return this;
    }

    /** The decisionId follows from the content and the sequence, unless it was set. */
    public ReviewDecision build() {
        if (!decision.hasDecisionId()) {
            decision.setDecisionId("D-%s-%d".formatted(decision.getContentId(), decision.getPublishSequence()));
        }
        return decision.build();
    }
}
