package io.m6flow.review.rebuild;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a draft from a decision, for an item whose draft the topic no longer keeps: what was written and published can
 * still be shown and revoked; facts, findings and scores are gone.
 */
public final class StandIn {
    private StandIn() {}

    public static ContentDraft of(ReviewDecision decision) {
        return ContentDraft.newBuilder()
                .setContentId(decision.getContentId())
                .setTenant(decision.getTenant())
                .setKind(decision.getKind())
                .setSubject(decision.getSubject())
                .setSubjectRevision(decision.getSubjectRevision())
                .setAttempt(decision.getAttempt())
                .setOrderKey(decision.getOrderKey())
                .setPassageIndex(decision.getPassageIndex())
                .setSource(source(decision))
                .setTitle(decision.getTitle())
                .setText(decision.getDraftText())
                .setOrigin(decision.getOrigin())
                .setTrace(trace(decision))
                .setCreatedAt(decision.getDecidedAt())
                .build();
    }

    /** What went out at its deadline was the transcript. */
    private static Source source(ReviewDecision decision) {
        return Source.newBuilder()
                .setTitle(decision.getTitle().isEmpty() ? null : decision.getTitle())
                .setTranscript(decision.getOutcome() == DecisionOutcome.EXPIRED ? decision.getText() : null)
                .setProductId(decision.getProductId())
                .setStartMillis(decision.getStartMillis())
                .setEndMillis(decision.getEndMillis())
                .build();
    }

    private static @Nullable GenerationTrace trace(ReviewDecision decision) {
        String version = decision.getModelVersion();
        if (version == null) {
            return null;
        }
        return GenerationTrace.newBuilder()
                .setModel(Objects.requireNonNullElse(decision.getModel(), ""))
                .setModelVersion(version)
                .setPromptVersion("")
                .setSeed(0)
                .setSourceTokens(0)
                .setWrittenTokens(0)
                .setWaitingMillis(0)
                .setGeneratingMillis(0)
                .build();
    }
}
