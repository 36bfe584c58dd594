package io.m6flow.review.web;

import io.m6flow.review.ReviewItem;
import io.m6flow.review.TextCheck;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Severity;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a reviewer's own wording against the guards before it leaves. What the guards found in the draft already is no
 * news: it stood beside the text. Guards that cannot be asked just now hold nothing up; a recall with {@code --check} finds
 * later what they would have found. Thread-safe.
 */
final class EditCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EditCheck.class);

    private final Optional<TextCheck> guards;

    /** @param guards empty where there are none, and then nothing is doubtful */
    EditCheck(Optional<TextCheck> guards) {
        this.guards = guards;
    }

    /** What is serious in the wording and new in it. */
    List<Finding> doubts(ReviewItem item, String wording) {
        return guards.map(check -> found(check, item, wording)).orElse(List.of());
    }

    private static List<Finding> found(TextCheck check, ReviewItem item, String wording) {
        ContentDraft draft = item.draft();
        Set<String> known = draft.getFindings().stream()
                .map(finding -> key(draft.getText(), finding))
                .collect(Collectors.toSet());
        try {
            return check.check(new TenantId(draft.getTenant()), draft.getKind(), wording, draft.getSource()).stream()
                    .filter(finding -> finding.getSeverity() == Severity.ERROR)
                    .filter(finding -> !known.contains(key(wording, finding)))
                    .toList();
        } catch (IllegalStateException e) {
            LOG.warn("The edited text of {} is not held against the guards: {}", draft.getContentId(), e.getMessage());
            return List.of();
        }
    }

    private static String key(String text, Finding finding) {
        return finding.getRule() + "\n" + TextPiece.within(text, finding.getStart(), finding.getEnd());
    }
}
