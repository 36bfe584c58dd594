package io.m6flow.review.redis;

import io.m6flow.review.Claim;
import io.m6flow.review.DecideResult;
import io.m6flow.review.Feedback;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Reviewer;
import io.m6flow.review.RevokeResult;
import io.m6flow.review.SeenItem;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls by which a person's word becomes a decision, and ceases to be one. Thread-safe. */
final class DecisionCalls {
    private static final String NO_REASONS = Reasons.write(List.of());

    private final RedisConnection redis;
    private final QueueReader reader;
    private final QueueRules rules;

    /** What a verdict does to an item. */
    private record Word(DecisionOutcome outcome, TextFrom textFrom, String text, List<String> reasons) {}

    DecisionCalls(RedisConnection redis, QueueReader reader, QueueRules rules) {
        this.redis = redis;
        this.reader = reader;
        this.rules = rules;
    }

    DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict) {
        return verdict.fold(
                approve -> decide(
                        reviewer, claim, new Word(DecisionOutcome.APPROVED, TextFrom.DRAFT, "", List.of()), null),
                edit -> decide(
                        reviewer, claim, new Word(DecisionOutcome.EDITED, TextFrom.EDIT, edit.text(), List.of()), null),
                reject -> decide(
                        reviewer,
                        claim,
                        new Word(DecisionOutcome.REJECTED, TextFrom.NOTHING, "", reject.reasons()),
                        null),
                back -> sendBack(reviewer, claim, back));
    }

    /** What the feedback is made of never changes, so that it can be made before the one step that decides. */
    private DecideResult sendBack(Reviewer reviewer, Claim claim, Verdict.SendBack verdict) {
        Optional<SendBackRule.Obstacle> obstacle = obstacleToSendBack(claim.item());
        if (obstacle.isPresent()) {
            return new DecideResult.CannotGoBack(obstacle.get());
        }
        ContentDraft draft = claim.item().draft();
        ReviewFeedback feedback = Feedback.of(draft, verdict, feedbackBefore(draft), reader.now());
        Word word = new Word(DecisionOutcome.SENT_BACK, TextFrom.NOTHING, "", verdict.reasons());
        return decide(reviewer, claim, word, feedback);
    }

    private @Nullable ReviewFeedback feedbackBefore(ContentDraft draft) {
        if (draft.getAttempt() == 0) {
            return null;
        }
        TenantId tenant = new TenantId(draft.getTenant());
        ContentId before = ContentId.of(
                tenant,
                draft.getKind(),
                new Subject(draft.getSubject()),
                draft.getSubjectRevision(),
                draft.getAttempt() - 1);
        return reader.feedback(new TenantKeys(tenant), before);
    }

    Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return rules.sendBack().obstacle(item.draft(), reader.now());
    }

    private DecideResult decide(Reviewer reviewer, Claim claim, Word word, @Nullable ReviewFeedback feedback) {
        Kind kind = claim.item().draft().getKind();
        Arguments arguments = new Arguments()
                .add(claim.item().contentId().value())
                .add(reviewer.name())
                .add(claim.fence())
                .add(claim.item().itemVersion())
                .add(reviewer.via().name())
                .add(rules.undoWindow(kind).toMillis())
                .add(twoMustAgree(kind))
                .add(word.outcome().name())
                .add(word.textFrom().name())
                .add(word.text())
                .add(Reasons.write(word.reasons()));
        if (feedback != null) {
            arguments.add(StoredFeedback.encode(feedback));
        }
        String prefix = new TenantKeys(claim.item().tenant()).prefix();
        return decideResult(Reply.of(redis.run(Script.DECIDE, prefix, arguments)));
    }

    /** The kinds are looked up first, since what holds for an item hangs on them. */
    List<DecideResult> approveAll(Reviewer reviewer, List<SeenItem> items) {
        List<Optional<Kind>> kinds = reader.kindsOf(items);
        List<DecideResult> results = new ArrayList<>();
        List<ScriptCall> calls = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            SeenItem item = items.get(i);
            kinds.get(i).ifPresent(kind -> calls.add(approveCall(reviewer, item, kind)));
        }
        var answers = redis.runAll(calls).iterator();
        kinds.forEach(kind ->
                results.add(kind.isPresent() ? decideResult(Reply.of(answers.next())) : new DecideResult.Unknown()));
        return List.copyOf(results);
    }

    private ScriptCall approveCall(Reviewer reviewer, SeenItem item, Kind kind) {
        return new ScriptCall(
                Script.APPROVE_WAITING,
                new TenantKeys(item.tenant()).prefix(),
                new Arguments()
                        .add(item.content().value())
                        .add(reviewer.name())
                        .add(item.itemVersion())
                        .add(rules.undoWindow(kind).toMillis())
                        .add(twoMustAgree(kind))
                        .add(NO_REASONS));
    }

    private String twoMustAgree(Kind kind) {
        return rules.twoPersons().contains(kind) ? "1" : "0";
    }

    private static DecideResult decideResult(Reply reply) {
        return switch (reply.word()) {
            case "ACCEPTED" -> new DecideResult.Accepted(reply.item());
            case "DECIDED" -> new DecideResult.AlreadyDecided(reply.decision());
            case "STALE" -> new DecideResult.StaleClaim();
            case "PROPOSED" -> new DecideResult.Proposed(reply.item());
            case "OWN" -> new DecideResult.OwnProposal();
            case "RISKY" -> new DecideResult.TooRisky();
            case "UNKNOWN" -> new DecideResult.Unknown();
            default -> throw new IllegalStateException("decide.lua answered " + reply.word());
        };
    }

    UndoResult undo(Reviewer reviewer, TenantId tenant, ContentId content, String decisionId) {
        Arguments arguments = new Arguments()
                .add(content.value())
                .add(reviewer.name())
                .add(decisionId)
                .add(rules.lease().toMillis());
        Reply reply = Reply.of(redis.run(Script.UNDO, new TenantKeys(tenant).prefix(), arguments));
        return switch (reply.word()) {
            case "GRANTED" -> new UndoResult.Undone(StoredItem.claim(reply.fields()));
            case "DECIDED" -> new UndoResult.TooLate(reply.decision());
            case "STALE" -> new UndoResult.NotDecided();
            case "UNKNOWN" -> new UndoResult.Unknown();
            default -> throw new IllegalStateException("undo.lua answered " + reply.word());
        };
    }

    RevokeResult revoke(
            Reviewer reviewer, TenantId tenant, ContentId content, String decisionId, List<String> reasons) {
        Arguments arguments = new Arguments()
                .add(content.value())
                .add(reviewer.name())
                .add(reviewer.isLead() ? "1" : "0")
                .add(decisionId)
                .add(reviewer.via().name())
                .add(Reasons.write(new Verdict.Reject(reasons).reasons()));
        Reply reply = Reply.of(redis.run(Script.REVOKE, new TenantKeys(tenant).prefix(), arguments));
        return switch (reply.word()) {
            case "ACCEPTED" -> new RevokeResult.Revoked(reply.item());
            case "NOTHING" -> new RevokeResult.NotPublished();
            case "DECIDED" -> new RevokeResult.OutOfDate(reply.decision());
            case "FOR_LEAD" -> new RevokeResult.TakesALead();
            case "UNKNOWN" -> new RevokeResult.Unknown();
            default -> throw new IllegalStateException("revoke.lua answered " + reply.word());
        };
    }
}
