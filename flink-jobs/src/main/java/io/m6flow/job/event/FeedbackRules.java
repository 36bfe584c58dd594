package io.m6flow.job.event;

import io.m6flow.generator.Redo;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Identifiers;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.rule.EventRules;
import java.util.Optional;

/** What feedback must hold for its text to be written again. A complaint is one sentence. */
final class FeedbackRules {
    private FeedbackRules() {}

    static Optional<String> complaint(ReviewFeedback feedback) {
        return Identifiers.complaint("tenant", feedback.getTenant())
                .or(() -> Identifiers.complaint("subject", feedback.getSubject()))
                .or(() -> wrongAttempt(feedback))
                .or(() -> nothingToWriteFrom(feedback.getKind(), feedback.getSource()))
                .or(() -> tooMuch(feedback));
    }

    private static Optional<String> wrongAttempt(ReviewFeedback feedback) {
        int attempt = feedback.getAttempt();
        if (attempt < 0 || attempt == Integer.MAX_VALUE) {
            return Optional.of("attempt must be at least 0 and leave room for one more, was " + attempt);
        }
        ContentId id = ContentId.of(
                new TenantId(feedback.getTenant()),
                feedback.getKind(),
                new Subject(feedback.getSubject()),
                feedback.getSubjectRevision(),
                attempt);
        return id.value().equals(feedback.getContentId())
                ? Optional.empty()
                : Optional.of("contentId is not that of attempt " + attempt
                        + " of this tenant, kind, subject and revision; send it as the review queue wrote it");
    }

    private static Optional<String> nothingToWriteFrom(Kind kind, Source source) {
        String text = EventRules.isLive(kind) ? source.getTranscript() : source.getTitle();
        boolean empty = (text == null || text.isBlank())
                && (EventRules.isLive(kind) || source.getAttributes().isEmpty());
        return empty ? Optional.of("source holds nothing to write a " + kind + " from") : Optional.empty();
    }

    private static Optional<String> tooMuch(ReviewFeedback feedback) {
        try {
            new Redo(feedback.getRefused(), feedback.getWithout(), feedback.getReason());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
