package io.m6flow.review.redis;

import io.m6flow.review.Decided;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Source;

/** Makes the record of a decision from the draft and what was decided; its place in the chain comes later. */
final class DecisionRecord {
    private DecisionRecord() {}

    static ReviewDecision of(ContentDraft draft, Decided decided) {
        Source source = draft.getSource();
        GenerationTrace trace = draft.getTrace();
        return ReviewDecision.newBuilder()
                .setDecisionId(decided.decisionId())
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setAttempt(draft.getAttempt())
                .setOrderKey(draft.getOrderKey())
                .setPassageIndex(draft.getPassageIndex())
                .setOutcome(decided.outcome())
                .setBy(decided.by())
                .setVia(decided.via() == null ? "" : decided.via().name())
                .setAgreedWith(decided.agreedWith())
                .setReasons(decided.reasons())
                .setPublishSequence(decided.publishSequence())
                .setText(decided.text())
                .setDraftText(draft.getText())
                .setOrigin(draft.getOrigin())
                .setModel(trace == null ? null : trace.getModel())
                .setModelVersion(trace == null ? null : trace.getModelVersion())
                .setProductId(source.getProductId())
                .setTitle(draft.getTitle())
                .setStartMillis(source.getStartMillis())
                .setEndMillis(source.getEndMillis())
                .setDecidedAt(decided.at())
                .build();
    }
}
