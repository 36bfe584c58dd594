package io.m6flow.review.redis;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.Feedback;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.StandingPolicy;
import io.m6flow.review.SweepReport;
import io.m6flow.review.Verdict;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The review queue on Redis: every change is one Lua script, so it happens wholly or not at all, and it is
 * acknowledged when Redis has it (on disk, with {@code appendfsync always}). Thread-safe, and safe beside
 * other processes on the same Redis.
 */
public final class RedisReviewQueue implements ReviewQueue {
    private static final List<String> DELETED = List.of("the subject was deleted");
    private static final List<String> CHANGED = List.of("a newer revision took its place");
    private static final List<String> BELOW_FLOOR = List.of("it came after its revision was withdrawn");
    private static final List<String> LATE = List.of("nobody decided before the deadline");
    private static final String NO_REASONS = Reasons.write(List.of());

    private final RedisConnection redis;
    private final QueueReader reader;
    private final QueueRules rules;
    private final Runnable onDecision;

    /**
     * @param onDecision is told, on the caller's thread, that a decision stands in the outbox; must not block
     */
    public RedisReviewQueue(RedisConnection redis, QueueRules rules, Runnable onDecision) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
        this.rules = Objects.requireNonNull(rules, "rules");
        this.onDecision = Objects.requireNonNull(onDecision, "onDecision");
    }

    @Override
    public Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling) {
        return admitAll(List.of(new Arrival(draft, position, ruling))).get(0);
    }

    @Override
    public List<Admission> admitAll(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        list(arrivals.stream().map(Arrival::tenant).distinct());
        List<ScriptCall> calls =
                arrivals.stream().map(RedisReviewQueue::admitCall).toList();
        List<Admission> admissions = redis.runAll(Script.ADMIT, calls).stream()
                .map(answer -> Admission.valueOf(Bytes.text(answer)))
                .toList();
        onDecision.run();
        return admissions;
    }

    private static ScriptCall admitCall(Arrival arrival) {
        ContentDraft draft = arrival.draft();
        Arguments arguments = new Arguments()
                .add(arrival.contentId().value())
                .add(StoredItem.encode(draft))
                .add(draft.getKind().name())
                .add(draft.getSubject())
                .add(Revisions.sortable(draft.getSubjectRevision()))
                .add(canGoOutRaw(draft) ? "1" : "0")
                .add((long) Urgency.score(draft))
                .add(
                        draft.getDeadline() == null
                                ? ""
                                : Long.toString(draft.getDeadline().toEpochMilli()));
        addPosition(arguments, arrival.position())
                .add(arrival.ruling().fold(awaitPerson -> "", Ruling.ApproveNow::policy))
                .add(StandingPolicy.WITHDRAWAL.policyName())
                .add(Reasons.write(BELOW_FLOOR))
                .add(NO_REASONS);
        return new ScriptCall(new TenantKeys(arrival.tenant()).prefix(), arguments);
    }

    private static boolean canGoOutRaw(ContentDraft draft) {
        String transcript = draft.getSource().getTranscript();
        return draft.getKind() == Kind.SCRIPT && transcript != null && !transcript.isBlank();
    }

    @Override
    public int withdraw(Withdrawal withdrawal, SourcePosition position) {
        TenantId tenant = new TenantId(withdrawal.getTenant());
        list(Stream.of(tenant));
        Arguments arguments = new Arguments()
                .add(new Subject(withdrawal.getSubject()).value())
                .add(Revisions.sortable(withdrawal.getFloorRevision()));
        addPosition(arguments, position)
                .add(StandingPolicy.WITHDRAWAL.policyName())
                .add(Reasons.write(
                        switch (withdrawal.getCause()) {
                            case DELETED -> DELETED;
                            case CHANGED -> CHANGED;
                        }));
        boolean deleted = withdrawal.getCause() == WithdrawalCause.DELETED;
        withdrawal
                .getKinds()
                .forEach(kind -> arguments
                        .add(kind.name())
                        .add(deleted || rules.retractAtOnce().contains(kind) ? "1" : "0"));
        long decided = (Long) redis.run(Script.WITHDRAW, new TenantKeys(tenant).prefix(), arguments);
        if (decided > 0) {
            onDecision.run();
        }
        return Math.toIntExact(decided);
    }

    private static Arguments addPosition(Arguments arguments, SourcePosition position) {
        return arguments.add(position.topic() + "|" + position.partition()).add(position.offset() + 1);
    }

    /** Tenants are listed before their first item exists, so that no item is ever out of everybody's sight. */
    private void list(Stream<TenantId> tenants) {
        String[] names = tenants.map(TenantId::value).toArray(String[]::new);
        redis.ask(client -> client.sadd(TenantKeys.TENANTS, names));
    }

    @Override
    public Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter) {
        Arguments arguments =
                new Arguments().add(reviewer.name()).add(rules.lease().toMillis());
        QueueReader.kinds(filter).forEach(kind -> arguments.add(kind.name()));
        while (true) {
            Optional<TenantKeys> tenant = reader.neediest(filter);
            if (tenant.isEmpty()) {
                return Optional.empty();
            }
            Reply reply = Reply.of(redis.run(Script.CLAIM_NEXT, tenant.get().prefix(), arguments));
            if (reply.word().equals("GRANTED")) {
                return Optional.of(StoredItem.claim(reply.fields()));
            }
            // Somebody took the head in between, or only ended leases were there: look again.
        }
    }

    @Override
    public ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content) {
        return claimResult(redis.run(
                Script.CLAIM,
                new TenantKeys(tenant).prefix(),
                new Arguments()
                        .add(content.value())
                        .add(reviewer.name())
                        .add(rules.lease().toMillis())));
    }

    @Override
    public ClaimResult renew(Reviewer reviewer, Claim claim) {
        return claimResult(redis.run(
                Script.RENEW,
                prefix(claim),
                claimArguments(reviewer, claim).add(rules.lease().toMillis())));
    }

    private static ClaimResult claimResult(Object answer) {
        Reply reply = Reply.of(answer);
        return switch (reply.word()) {
            case "GRANTED" -> new ClaimResult.Granted(StoredItem.claim(reply.fields()));
            case "HELD" -> {
                ReviewItem item = reply.item();
                yield new ClaimResult.HeldByAnother(
                        Objects.requireNonNull(item.heldBy()), Objects.requireNonNull(item.leaseUntil()));
            }
            case "DECIDED" -> new ClaimResult.AlreadyDecided(reply.decision());
            case "LOST" -> new ClaimResult.LeaseLost();
            case "UNKNOWN" -> new ClaimResult.Unknown();
            default -> throw new IllegalStateException("a claim script answered " + reply.word());
        };
    }

    @Override
    public boolean release(Reviewer reviewer, Claim claim) {
        return (Long) redis.run(Script.RELEASE, prefix(claim), claimArguments(reviewer, claim)) == 1;
    }

    @Override
    public DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict) {
        Arguments arguments = claimArguments(reviewer, claim).add(claim.item().itemVersion());
        return verdict.fold(
                approve ->
                        decide(claim, addVerdict(arguments, DecisionOutcome.APPROVED, TextFrom.DRAFT, "", List.of())),
                edit -> decide(
                        claim, addVerdict(arguments, DecisionOutcome.EDITED, TextFrom.EDIT, edit.text(), List.of())),
                reject -> decide(
                        claim, addVerdict(arguments, DecisionOutcome.REJECTED, TextFrom.NOTHING, "", reject.reasons())),
                back -> sendBack(claim, back, arguments));
    }

    /** What the feedback is made of never changes, so that it can be made before the one step that decides. */
    private DecideResult sendBack(Claim claim, Verdict.SendBack verdict, Arguments arguments) {
        Optional<SendBackRule.Obstacle> obstacle = obstacleToSendBack(claim.item());
        if (obstacle.isPresent()) {
            return new DecideResult.CannotGoBack(obstacle.get());
        }
        ContentDraft draft = claim.item().draft();
        ReviewFeedback feedback = Feedback.of(draft, verdict, feedbackBefore(draft), reader.now());
        addVerdict(arguments, DecisionOutcome.SENT_BACK, TextFrom.NOTHING, "", verdict.reasons());
        return decide(claim, arguments.add(StoredFeedback.encode(feedback)));
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

    @Override
    public Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return rules.sendBack().obstacle(item.draft(), reader.now());
    }

    private DecideResult decide(Claim claim, Arguments arguments) {
        Reply reply = Reply.of(redis.run(Script.DECIDE, prefix(claim), arguments));
        return switch (reply.word()) {
            case "ACCEPTED" -> {
                onDecision.run();
                yield new DecideResult.Accepted(reply.item());
            }
            case "DECIDED" -> new DecideResult.AlreadyDecided(reply.decision());
            case "STALE" -> new DecideResult.StaleClaim();
            case "UNKNOWN" -> new DecideResult.Unknown();
            default -> throw new IllegalStateException("decide.lua answered " + reply.word());
        };
    }

    private static Arguments addVerdict(
            Arguments arguments, DecisionOutcome outcome, TextFrom textFrom, String text, List<String> reasons) {
        return arguments.add(outcome.name()).add(textFrom.name()).add(text).add(Reasons.write(reasons));
    }

    private static String prefix(Claim claim) {
        return new TenantKeys(claim.item().tenant()).prefix();
    }

    private static Arguments claimArguments(Reviewer reviewer, Claim claim) {
        return new Arguments()
                .add(claim.item().contentId().value())
                .add(reviewer.name())
                .add(claim.fence());
    }

    /** Puts back what was claimed under leases that have ended, and decides what is past its deadline. */
    public SweepReport sweep() {
        Arguments arguments = new Arguments()
                .add(StandingPolicy.PUBLISH_RAW.policyName())
                .add(StandingPolicy.DROP.policyName())
                .add(Reasons.write(LATE));
        SweepReport total = SweepReport.NOTHING;
        for (TenantKeys tenant : reader.due()) {
            SweepReport portion;
            do {
                List<?> answer = (List<?>) redis.run(Script.EXPIRE, tenant.prefix(), arguments);
                portion = new SweepReport((Long) answer.get(0), (Long) answer.get(1));
                total = total.plus(portion);
            } while (!portion.isNothing());
        }
        if (total.expired() > 0) {
            onDecision.run();
        }
        return total;
    }

    @Override
    public Optional<ReviewItem> find(TenantId tenant, ContentId content) {
        return reader.find(new TenantKeys(tenant), content);
    }

    @Override
    public List<ReviewItem> waiting(ItemFilter filter, int limit) {
        return reader.waiting(filter, limit);
    }

    @Override
    public List<ReviewItem> claimed(ItemFilter filter, int limit) {
        return reader.claimed(filter, limit);
    }

    @Override
    public List<ReviewItem> decided(ItemFilter filter, int limit) {
        return reader.decided(filter, limit);
    }

    @Override
    public QueueCounts counts() {
        return reader.counts();
    }
}
