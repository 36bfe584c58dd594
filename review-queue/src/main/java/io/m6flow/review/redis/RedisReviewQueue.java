package io.m6flow.review.redis;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.Decided;
import io.m6flow.review.HistoryEntry;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Reviewer;
import io.m6flow.review.RevokeResult;
import io.m6flow.review.Ruling;
import io.m6flow.review.SeenItem;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.StandingPolicy;
import io.m6flow.review.SweepReport;
import io.m6flow.review.TrackRecord;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The review queue on Redis: every change is one Lua script, so it happens wholly or not at all, and it is
 * acknowledged when Redis has it (on disk, with {@code appendfsync always}). Thread-safe, and safe beside
 * other processes on the same Redis.
 */
public final class RedisReviewQueue implements ReviewQueue {
    private static final int SWEEPS_BETWEEN_REFRESHES = 30;
    private static final Duration SKIPPED_FOR = Duration.ofDays(1);
    private static final List<String> LATE = List.of("nobody decided before the deadline");

    private final RedisConnection redis;
    private final QueueReader reader;
    private final QueueRules rules;
    private final TenantRanking ranking;
    private final IntakeCalls intake;
    private final DecisionCalls decisions;
    private final Retention retention;
    private final Runnable onDecision;
    private final AtomicInteger sweeps = new AtomicInteger();

    /**
     * @param onDecision is told, on the caller's thread, that a decision may stand in the outbox; must not block
     */
    public RedisReviewQueue(RedisConnection redis, QueueRules rules, Runnable onDecision) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
        this.rules = Objects.requireNonNull(rules, "rules");
        this.ranking = new TenantRanking(redis, reader, rules);
        this.intake = new IntakeCalls(redis, rules, ranking);
        this.decisions = new DecisionCalls(redis, reader, rules);
        this.retention = new Retention(redis, reader);
        this.onDecision = Objects.requireNonNull(onDecision, "onDecision");
    }

    @Override
    public Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling) {
        return admitAll(List.of(new Arrival(draft, position, ruling))).get(0);
    }

    @Override
    public List<Admission> admitAll(List<Arrival> arrivals) {
        List<Admission> admissions = arrivals.isEmpty() ? List.of() : intake.admitAll(arrivals);
        if (admissions.contains(Admission.APPROVED) || admissions.contains(Admission.SUPERSEDED)) {
            onDecision.run();
        }
        return admissions;
    }

    @Override
    public int withdraw(Withdrawal withdrawal, SourcePosition position) {
        return told(intake.withdraw(withdrawal, position));
    }

    @Override
    public TrackRecord trackRecord(TenantId tenant, Kind kind, String modelVersion) {
        return intake.trackRecord(tenant, kind, modelVersion);
    }

    @Override
    public Optional<Claim> tryClaimNext(Reviewer reviewer, ItemFilter filter) {
        return ranking.claimNext(reviewer, filter);
    }

    @Override
    public Optional<Claim> tryClaimAmong(Reviewer reviewer, List<ReviewItem> items) {
        return items.stream()
                .map(item -> claim(reviewer, item.tenant(), item.contentId(), "1"))
                .filter(ClaimResult.Granted.class::isInstance)
                .map(granted -> ((ClaimResult.Granted) granted).claim())
                .findFirst();
    }

    @Override
    public ClaimResult tryClaim(Reviewer reviewer, TenantId tenant, ContentId content) {
        return claim(reviewer, tenant, content, "0");
    }

    /** @param offered 1 where the reviewer did not ask for this very item */
    private ClaimResult claim(Reviewer reviewer, TenantId tenant, ContentId content, String offered) {
        return claimResult(redis.run(
                Script.CLAIM,
                new TenantKeys(tenant).prefix(),
                new Arguments()
                        .add(content.value())
                        .add(reviewer.name())
                        .add(lead(reviewer))
                        .add(rules.lease().toMillis())
                        .add(offered)));
    }

    private static String lead(Reviewer reviewer) {
        return reviewer.isLead() ? "1" : "0";
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
            case "FOR_LEAD" -> new ClaimResult.ForLead();
            case "UNKNOWN" -> new ClaimResult.Unknown();
            default -> throw new IllegalStateException("a claim script answered " + reply.word());
        };
    }

    @Override
    public boolean release(Reviewer reviewer, Claim claim) {
        return giveBack(reviewer, claim, "", "");
    }

    @Override
    public boolean skip(Reviewer reviewer, Claim claim) {
        return giveBack(reviewer, claim, "skip", "");
    }

    @Override
    public boolean escalate(Reviewer reviewer, Claim claim, String note) {
        if (note.length() > Verdict.MAX_REASON_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a note is longer than " + Verdict.MAX_REASON_CHARACTERS + " characters");
        }
        return giveBack(reviewer, claim, "lead", note);
    }

    private boolean giveBack(Reviewer reviewer, Claim claim, String why, String note) {
        Arguments arguments = claimArguments(reviewer, claim).add(why).add(note).add(SKIPPED_FOR.toMillis());
        boolean given = (Long) redis.run(Script.RELEASE, prefix(claim), arguments) == 1;
        if (given) {
            waitsAgain(claim.item());
        }
        return given;
    }

    private void waitsAgain(ReviewItem item) {
        ranking.refresh(List.of(new TenantKeys(item.tenant())));
    }

    @Override
    public DecideResult decide(Reviewer reviewer, Claim claim, Verdict verdict) {
        DecideResult result = decisions.decide(reviewer, claim, verdict);
        if (result instanceof DecideResult.Proposed proposed) {
            waitsAgain(proposed.item());
        }
        return leavesNow(result) ? told(result) : result;
    }

    @Override
    public List<DecideResult> approveAll(Reviewer reviewer, List<SeenItem> items) {
        List<DecideResult> results = decisions.approveAll(reviewer, items);
        return results.stream().anyMatch(RedisReviewQueue::leavesNow) ? told(results) : results;
    }

    /** What can still be undone is looked for by whoever carries it, in its own time. */
    private static boolean leavesNow(DecideResult result) {
        if (result instanceof DecideResult.Accepted accepted) {
            Decided decision = accepted.item().decision();
            return decision != null && decision.undoableUntil() == null;
        }
        return false;
    }

    @Override
    public UndoResult undo(Reviewer reviewer, TenantId tenant, ContentId content, String decisionId) {
        return decisions.undo(reviewer, tenant, content, decisionId);
    }

    @Override
    public RevokeResult revoke(
            Reviewer reviewer, TenantId tenant, ContentId content, String decisionId, List<String> reasons) {
        return told(decisions.revoke(reviewer, tenant, content, decisionId, reasons));
    }

    @Override
    public boolean takesTwo(Kind kind) {
        return rules.twoPersons().contains(kind);
    }

    @Override
    public Optional<SendBackRule.Obstacle> obstacleToSendBack(ReviewItem item) {
        return decisions.obstacleToSendBack(item);
    }

    private <T> T told(T result) {
        onDecision.run();
        return result;
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

    /**
     * Puts back what was claimed under leases that have ended, and decides what is past its deadline. Now and then, the
     * first time too, it purges some of what was decided long ago, and makes sure that no tenant's items are out of sight.
     */
    public SweepReport sweep() {
        SweepReport total = SweepReport.NOTHING;
        List<TenantKeys> due = reader.due();
        for (List<TenantKeys> left = due; !left.isEmpty(); ) {
            List<TenantKeys> swept = left;
            List<SweepReport> portions = expire(swept);
            total = portions.stream().reduce(total, SweepReport::plus);
            left = IntStream.range(0, swept.size())
                    .filter(i -> !portions.get(i).isNothing())
                    .mapToObj(swept::get)
                    .toList();
        }
        ranking.refresh(due);
        if (sweeps.getAndIncrement() % SWEEPS_BETWEEN_REFRESHES == 0) {
            ranking.refreshAll();
            total = total.plus(new SweepReport(0, 0, purge()));
        }
        return total.expired() > 0 ? told(total) : total;
    }

    /** A portion of each tenant, in one go: many leases end together when a service was away. */
    private List<SweepReport> expire(List<TenantKeys> tenants) {
        Arguments arguments = new Arguments()
                .add(StandingPolicy.PUBLISH_RAW.policyName())
                .add(StandingPolicy.DROP.policyName())
                .add(Reasons.write(LATE));
        List<ScriptCall> calls = tenants.stream()
                .map(tenant -> new ScriptCall(Script.EXPIRE, tenant.prefix(), arguments))
                .toList();
        return redis.runAll(calls).stream()
                .map(answer -> (List<?>) answer)
                .map(answer -> new SweepReport((Long) answer.get(0), (Long) answer.get(1), 0))
                .toList();
    }

    private long purge() {
        Duration keepDecided = rules.keepDecided();
        return keepDecided == null ? 0 : retention.sweep(keepDecided);
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
    public List<HistoryEntry> history(TenantId tenant, ContentId content) {
        return reader.history(new TenantKeys(tenant), content);
    }

    @Override
    public QueueCounts counts() {
        return reader.counts();
    }
}
