package io.m6flow.job.publish;

import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * What a decision lets out: APPROVED, EDITED and EXPIRED publish the text that they carry, REVOKED takes it back, and
 * the others let nothing leave.
 */
final class Publication implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LabelPolicy labels;

    Publication(LabelPolicy labels) {
        this.labels = labels;
    }

    Optional<PublishedContent> of(ReviewDecision decision, Instant now) {
        return action(decision.getOutcome(), decision.getText()).map(action -> content(decision, action, now));
    }

    private static Optional<PublishAction> action(DecisionOutcome outcome, String text) {
        return switch (outcome) {
            case APPROVED, EDITED, EXPIRED -> text.isBlank() ? Optional.empty() : Optional.of(PublishAction.PUBLISH);
            case REVOKED -> Optional.of(PublishAction.RETRACT);
            case REJECTED, SENT_BACK, SUPERSEDED -> Optional.empty();
        };
    }

    private PublishedContent content(ReviewDecision decision, PublishAction action, Instant now) {
        boolean published = action == PublishAction.PUBLISH;
        return PublishedContent.newBuilder()
                .setContentId(decision.getContentId())
                .setTenant(decision.getTenant())
                .setKind(decision.getKind())
                .setSubject(decision.getSubject())
                .setSubjectRevision(decision.getSubjectRevision())
                .setAttempt(decision.getAttempt())
                .setDecisionId(decision.getDecisionId())
                .setPublishSequence(decision.getPublishSequence())
                .setAction(action)
                .setText(published ? decision.getText() : "")
                .setPassageIndex(decision.getPassageIndex())
                .setProductId(decision.getProductId())
                .setTitle(decision.getTitle())
                .setStartMillis(decision.getStartMillis())
                .setEndMillis(decision.getEndMillis())
                .setAiLabel(published ? labels.label(decision.getKind()).orElse(null) : null)
                .setAigc(
                        published
                                ? labels.metadata(decision.getKind(), decision.getContentId())
                                        .orElse(null)
                                : null)
                .setPublishedAt(now)
                .build();
    }
}
