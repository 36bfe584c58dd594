package io.m6flow.review.rebuild;

import io.m6flow.review.Risk;
import io.m6flow.review.Urgency;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An item as the topics tell it: its draft, and the decision that stands. Holds digests for texts. Not thread-safe. */
final class FoldedItem {
    private static final RecordCodec<ContentDraft> DRAFTS = RecordCodec.of(ContentDraft.class);

    private final String id;
    private final Kind kind;
    private final String subject;
    private final long revision;
    private final int attempt;
    private Written written;
    private boolean isStandIn;
    private @Nullable Standing standing;
    private @Nullable String feedback;

    /** What follows from the draft alone. */
    private record Written(
            String digest,
            String text,
            boolean raw,
            String model,
            boolean risky,
            long score,
            @Nullable Instant deadline) {
        static Written of(ContentDraft draft) {
            String transcript = draft.getSource().getTranscript();
            GenerationTrace trace = draft.getTrace();
            return new Written(
                    Image.digestOf(DRAFTS.encode(draft)),
                    Image.digestOf(draft.getText()),
                    draft.getKind() == Kind.SCRIPT && transcript != null && !transcript.isBlank(),
                    trace == null ? "" : trace.getModelVersion(),
                    Risk.of(draft),
                    (long) Urgency.score(draft),
                    draft.getDeadline());
        }
    }

    /**
     * A decision.
     *
     * @param at null where it is made by the rebuild itself
     */
    private record Standing(
            String id,
            DecisionOutcome outcome,
            Decider by,
            String via,
            @Nullable String agreedWith,
            String reasons,
            String text,
            long sequence,
            @Nullable Instant at) {}

    FoldedItem(ContentDraft draft, boolean isStandIn) {
        this.id = draft.getContentId();
        this.kind = draft.getKind();
        this.subject = draft.getSubject();
        this.revision = draft.getSubjectRevision();
        this.attempt = draft.getAttempt();
        this.written = Written.of(draft);
        this.isStandIn = isStandIn;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    /** The version of the model that wrote it; empty if none did. */
    String model() {
        return written.model();
    }

    boolean isStandIn() {
        return isStandIn;
    }

    long revision() {
        return revision;
    }

    /** Whether it comes later among the drafts of its place. */
    boolean isLaterThan(@Nullable FoldedItem other) {
        return other == null || revision > other.revision || (revision == other.revision && attempt > other.attempt);
    }

    /** How an image names its turn among the drafts of its place. */
    String order() {
        return revision + "." + attempt;
    }

    /** Whether a decision stands that was made up to this moment; none has that the rebuild itself made. */
    boolean wasDecidedBy(Instant moment) {
        Instant at = standing == null ? null : standing.at();
        return at != null && !at.isAfter(moment);
    }

    String place() {
        return kind + "|" + subject;
    }

    @Nullable
    DecisionOutcome outcome() {
        return standing == null ? null : standing.outcome();
    }

    boolean leaves() {
        return standing != null && !textFrom(standing).equals("NOTHING");
    }

    void bringDraft(ContentDraft draft) {
        written = Written.of(draft);
        isStandIn = false;
    }

    void bringFeedback(String digest) {
        if (outcome() == DecisionOutcome.SENT_BACK) {
            feedback = digest;
        }
    }

    void decide(ReviewDecision decision) {
        feedback = null;
        standing = new Standing(
                decision.getDecisionId(),
                decision.getOutcome(),
                decision.getBy(),
                decision.getVia(),
                decision.getAgreedWith(),
                Image.digestOf(String.join("\n", decision.getReasons())),
                Image.digestOf(decision.getText()),
                decision.getPublishSequence(),
                decision.getDecidedAt());
    }

    /** What the rebuild itself decides, as the intake would. */
    void decideNow(DecisionOutcome outcome, String policy, long sequence) {
        long number = standing == null
                ? 1
                : Long.parseLong(standing.id().substring(standing.id().lastIndexOf('-') + 1)) + 1;
        String text = outcome == DecisionOutcome.APPROVED ? written.text() : Image.digestOf("");
        feedback = null;
        standing = new Standing(
                id + "-" + number,
                outcome,
                new Decider(DeciderType.POLICY, policy),
                "POLICY",
                null,
                "",
                text,
                sequence,
                null);
    }

    @Nullable
    Instant deadline() {
        return written.deadline();
    }

    /** @param now when the rebuild began: what was decided since then has no time that the topics could tell */
    Image.Fields fields(Instant now) {
        Image.Fields fields = new Image.Fields()
                .put("kind", kind)
                .put("subject", subject)
                .put("revision", revision)
                .put("draft", written.digest())
                .put("standIn", isStandIn ? "yes" : null)
                .put("raw", written.raw())
                .put("model", written.model())
                .put("risky", written.risky())
                .put("score", written.score())
                .put("deadline", written.deadline());
        Standing decided = standing;
        return decided == null ? undecided(fields) : decided(fields, decided, now);
    }

    private Image.Fields undecided(Image.Fields fields) {
        return fields.put("state", "UNDECIDED")
                .put("line", written.score())
                .put("urgent", written.deadline())
                .put("expires", written.deadline())
                .put("live", "yes");
    }

    private Image.Fields decided(Image.Fields fields, Standing decided, Instant now) {
        Instant at = decided.at();
        boolean isNew = at == null || !at.isBefore(now);
        return fields.put("state", "DECIDED")
                .put("decision", decided.id())
                .put("outcome", decided.outcome())
                .put("byType", decided.by().getType())
                .put("by", decided.by().getName())
                .put("via", decided.via())
                .put("agreedWith", decided.agreedWith())
                .put("reasons", isNew ? "new" : decided.reasons())
                .put("textFrom", textFrom(decided))
                .put("text", decided.text())
                .put("sequence", decided.sequence())
                .put("decidedAt", isNew ? "new" : Objects.requireNonNull(at))
                .put("feedback", feedback);
    }

    private static String textFrom(Standing decided) {
        return switch (decided.outcome()) {
            case APPROVED -> "DRAFT";
            case EDITED -> "EDIT";
            case EXPIRED -> decided.text().equals(Image.digestOf("")) ? "NOTHING" : "TRANSCRIPT";
            case REJECTED, SENT_BACK, SUPERSEDED, REVOKED -> "NOTHING";
        };
    }
}
