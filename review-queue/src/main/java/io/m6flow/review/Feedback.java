package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewFeedback;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes all that writing again needs from the draft that was sent back and what the reviewer said. What earlier attempts
 * were sent back for goes on to hold, so that the third text repeats neither of the two before it.
 */
public final class Feedback {
    /** Words beyond these are left out, the oldest first. */
    static final int MAX_WORDS = 60;

    private static final String BETWEEN_REASONS = "；";

    private Feedback() {}

    /**
     * The feedback on a draft.
     *
     * @param before the feedback that this draft was written after, or null for a first attempt
     */
    public static ReviewFeedback of(
            ContentDraft draft, Verdict.SendBack verdict, @Nullable ReviewFeedback before, Instant now) {
        List<String> quoted = QuotedWords.of(verdict.reasons(), draft.getText());
        List<String> refusedBefore = before == null ? List.of() : before.getRefused();
        List<String> withoutBefore = before == null ? List.of() : before.getWithout();
        return ReviewFeedback.newBuilder()
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setOrderKey(draft.getOrderKey())
                .setPassageIndex(draft.getPassageIndex())
                .setSource(draft.getSource())
                .setAttempt(draft.getAttempt())
                .setReason(String.join(BETWEEN_REASONS, verdict.reasons()))
                .setRefused(joined(Stream.of(refusedBefore, List.of(draft.getText()))))
                .setWithout(latest(joined(Stream.of(withoutBefore, verdict.without(), quoted))))
                .setPriority(draft.getPriority())
                .setDeadline(draft.getDeadline())
                .setCreatedAt(now)
                .build();
    }

    private static List<String> joined(Stream<List<String>> parts) {
        return parts.flatMap(Collection::stream).distinct().toList();
    }

    private static List<String> latest(List<String> words) {
        return words.subList(Math.max(0, words.size() - MAX_WORDS), words.size());
    }
}
