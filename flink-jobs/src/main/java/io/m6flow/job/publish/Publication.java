package io.m6flow.job.publish;

import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.LabelledText;
import io.m6flow.schema.label.Waiver;
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

    /**
     * What leaves.
     *
     * @param unlabelled to be kept for six months, where the text leaves without its visible label
     */
    record Release(PublishedContent content, Optional<UnlabelledRelease> unlabelled) {}

    Optional<Release> of(ReviewDecision decision, Instant now) {
        return switch (decision.getOutcome()) {
            case APPROVED, EDITED, EXPIRED ->
                decision.getText().isBlank() ? Optional.empty() : Optional.of(published(decision, now));
            case REVOKED -> Optional.of(new Release(retracted(decision, now), Optional.empty()));
            case REJECTED, SENT_BACK, SUPERSEDED -> Optional.empty();
        };
    }

    private Release published(ReviewDecision decision, Instant now) {
        LabelledText text = labels.release(decision, now);
        PublishedContent content = blank(decision, now)
                .setAction(PublishAction.PUBLISH)
                .setText(text.text())
                .setAiLabel(text.aiLabel())
                .setAigc(text.aigc())
                .build();
        return new Release(
                content, Optional.ofNullable(text.waiver()).map(waiver -> unlabelled(decision, waiver, now)));
    }

    private static PublishedContent retracted(ReviewDecision decision, Instant now) {
        return blank(decision, now).setAction(PublishAction.RETRACT).setText("").build();
    }

    private static PublishedContent.Builder blank(ReviewDecision decision, Instant now) {
        return PublishedContent.newBuilder()
                .setContentId(decision.getContentId())
                .setTenant(decision.getTenant())
                .setKind(decision.getKind())
                .setSubject(decision.getSubject())
                .setSubjectRevision(decision.getSubjectRevision())
                .setAttempt(decision.getAttempt())
                .setDecisionId(decision.getDecisionId())
                .setPublishSequence(decision.getPublishSequence())
                .setPassageIndex(decision.getPassageIndex())
                .setProductId(decision.getProductId())
                .setTitle(decision.getTitle())
                .setStartMillis(decision.getStartMillis())
                .setEndMillis(decision.getEndMillis())
                .setOrigin(LabelPolicy.origin(decision))
                .setPublishedAt(now);
    }

    private static UnlabelledRelease unlabelled(ReviewDecision decision, Waiver waiver, Instant now) {
        return new UnlabelledRelease(
                decision.getContentId(),
                decision.getTenant(),
                decision.getKind(),
                decision.getSubject(),
                decision.getDecisionId(),
                decision.getPublishSequence(),
                waiver.requestedBy(),
                waiver.agreement(),
                now);
    }
}
