package io.m6flow.review.redis;

import io.m6flow.review.Arrival;
import io.m6flow.review.AuditChain;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Risk;
import io.m6flow.review.Urgency;
import io.m6flow.review.rebuild.LoggedDecision;
import io.m6flow.review.rebuild.StandIn;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes into an empty Redis what the topics hold: first all decisions, then feedback and drafts. What the rules keep no
 * longer is purged on the way. Between {@link #begin} and {@link #finish} Redis bears a mark, by which a service sees that
 * it must not start. Throws {@link io.m6flow.review.ReviewQueueException} when Redis does not answer. Confined to one
 * thread.
 */
public final class RedisRestore {
    private static final String MARK = TenantKeys.CHAIN + "rebuilding";
    private static final String HEAD = TenantKeys.CHAIN + "head";
    private static final String OF_TENANTS_AND_CHAIN = "m6:{";
    private static final String OF_THE_PAGES = "m6:{|web}:";
    private static final int REMOVED_AT_ONCE = 1_000;
    private static final int RESTORED_BETWEEN_PURGES = 10_000;

    /** What is noted of purged items stands here until all drafts are in: only the decisions tell which of those wait. */
    private static final String PURGING = "purging";

    private final RedisConnection redis;
    private final IntakeCalls intake;
    private final Retention retention;
    private final @Nullable Duration keepDecided;
    private final Set<TenantId> tenants = new HashSet<>();
    private final Set<String> purged = new HashSet<>();
    private long restoredUnpurged;
    private long epoch;

    public RedisRestore(RedisConnection redis, QueueRules rules) {
        this.redis = Objects.requireNonNull(redis, "redis");
        QueueReader reader = new QueueReader(redis);
        this.intake = new IntakeCalls(redis, rules, new TenantRanking(redis, reader, rules));
        this.retention = new Retention(redis, reader);
        this.keepDecided = rules.keepDecided();
    }

    /** Whether a rebuild began on this Redis and did not end well. */
    public static boolean isUnfinished(RedisConnection redis) {
        return redis.ask(client -> client.exists(MARK));
    }

    /** What stands in the queue there, or empty if there is none. */
    public Optional<QueueCounts> holds() {
        boolean none =
                redis.ask(client -> !client.exists(TenantKeys.TENANTS) && !client.exists(HEAD) && !client.exists(MARK));
        return none ? Optional.empty() : Optional.of(new QueueReader(redis).counts());
    }

    /** Removes the queue, and neither the pages' sessions nor what is published. */
    public void clear() {
        redis.ask(client -> client.set(MARK, "cleared"));
        KeyScan.of(redis, OF_TENANTS_AND_CHAIN, REMOVED_AT_ONCE, keys -> {
            String[] ours = keys.stream()
                    .filter(key -> !key.startsWith(OF_THE_PAGES) && !key.equals(MARK))
                    .toArray(String[]::new);
            if (ours.length > 0) {
                redis.ask(client -> client.unlink(ours));
            }
        });
        redis.ask(client -> client.del(TenantKeys.TENANTS));
    }

    /** Marks Redis as unfinished. Answers its time: fences begin above it, so above all given before. */
    public Instant begin() {
        epoch = redis.ask(RedisClock::millis);
        redis.ask(client -> client.set(MARK, Long.toString(epoch)));
        return Instant.ofEpochMilli(epoch);
    }

    /** Writes decisions in the order of the chain; such as are known change nothing. */
    public void decisions(List<LoggedDecision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        decisions.forEach(logged -> open(new TenantId(logged.decision().getTenant())));
        redis.runAll(decisions.stream().map(RedisRestore::decisionCall).toList());
        restoredUnpurged += decisions.size();
        if (restoredUnpurged >= RESTORED_BETWEEN_PURGES) {
            purge();
        }
    }

    /** So that Redis never holds much more than it will in the end. */
    private void purge() {
        restoredUnpurged = 0;
        if (keepDecided != null) {
            Instant moment = Instant.ofEpochMilli(epoch).minus(keepDecided);
            tenants.forEach(tenant -> purged.addAll(retention.purge(new TenantKeys(tenant), moment, PURGING)));
        }
    }

    /** Purges what the rules do not keep, once all else is done. Answers how many items that were in all. */
    public long purgeAll() {
        purge();
        for (TenantId tenant : tenants) {
            String prefix = new TenantKeys(tenant).prefix();
            redis.ask(client ->
                    client.exists(prefix + PURGING) ? client.rename(prefix + PURGING, prefix + Retention.PURGED) : "");
        }
        return purged.size();
    }

    private static ScriptCall decisionCall(LoggedDecision logged) {
        ReviewDecision decision = logged.decision();
        ContentDraft draft = StandIn.of(decision);
        String id = decision.getDecisionId();
        TextFrom textFrom = textFrom(decision);
        Arguments arguments = new Arguments()
                .add(new ContentId(decision.getContentId()).value())
                .add(StoredItem.encode(draft))
                .add(decision.getKind().name())
                .add(new Subject(decision.getSubject()).value())
                .add(Revisions.sortable(decision.getSubjectRevision()))
                .add(IntakeCalls.canGoOutRaw(draft) ? "1" : "0")
                .add(IntakeCalls.modelVersion(draft))
                .add(Risk.of(draft) ? "1" : "0")
                .add((long) Urgency.score(draft))
                .add(id)
                .add(id.substring(id.lastIndexOf('-') + 1))
                .add(decision.getOutcome().name())
                .add(decision.getBy().getType().name())
                .add(decision.getBy().getName())
                .add(decision.getVia())
                .add(Objects.requireNonNullElse(decision.getAgreedWith(), ""))
                .add(Reasons.write(decision.getReasons()))
                .add(textFrom.name())
                .add(textFrom == TextFrom.EDIT ? decision.getText() : "")
                .add(decision.getPublishSequence())
                .add(decision.getDecidedAt().toEpochMilli())
                .add(Revisions.order(decision.getSubjectRevision(), decision.getAttempt()))
                .add(Boolean.FALSE.equals(logged.risky()) ? "0" : "");
        return new ScriptCall(
                Script.RESTORE_DECISION, new TenantKeys(new TenantId(decision.getTenant())).prefix(), arguments);
    }

    private static TextFrom textFrom(ReviewDecision decision) {
        return switch (decision.getOutcome()) {
            case APPROVED -> TextFrom.DRAFT;
            case EDITED -> TextFrom.EDIT;
            case EXPIRED -> decision.getText().isEmpty() ? TextFrom.NOTHING : TextFrom.TRANSCRIPT;
            case REJECTED, SENT_BACK, SUPERSEDED, REVOKED -> TextFrom.NOTHING;
        };
    }

    public void feedback(List<ReviewFeedback> feedback) {
        if (feedback.isEmpty()) {
            return;
        }
        redis.runAll(feedback.stream()
                .map(one -> new ScriptCall(
                        Script.RESTORE_FEEDBACK,
                        new TenantKeys(new TenantId(one.getTenant())).prefix(),
                        new Arguments().add(one.getContentId()).add(StoredFeedback.encode(one))))
                .toList());
    }

    /** Gives decided items their drafts. Answers the drafts that no decision names: they are to be taken in. */
    public List<Arrival> drafts(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        arrivals.forEach(arrival -> open(arrival.tenant()));
        List<Object> answers =
                redis.runAll(arrivals.stream().map(RedisRestore::draftCall).toList());
        List<Arrival> undecided = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            boolean isKnown = purged.contains(arrival.contentId().value());
            if (Bytes.text(answers.get(i)).equals("UNDECIDED") && !isKnown) {
                undecided.add(arrival);
            }
        }
        return List.copyOf(undecided);
    }

    private static ScriptCall draftCall(Arrival arrival) {
        ContentDraft draft = arrival.draft();
        Instant deadline = draft.getDeadline();
        Arguments arguments = new Arguments()
                .add(arrival.contentId().value())
                .add(StoredItem.encode(draft))
                .add(IntakeCalls.canGoOutRaw(draft) ? "1" : "0")
                .add(IntakeCalls.modelVersion(draft))
                .add(Risk.of(draft) ? "1" : "0")
                .add((long) Urgency.score(draft))
                .add(deadline == null ? "" : Long.toString(deadline.toEpochMilli()))
                .add(draft.getCreatedAt().toEpochMilli());
        return new ScriptCall(
                Script.RESTORE_DRAFT,
                new TenantKeys(arrival.tenant()).prefix(),
                IntakeCalls.addPosition(arguments, arrival.position()));
    }

    /** A tenant is listed, and its fences begin anew, before its first item exists. */
    public void open(TenantId tenant) {
        if (tenants.add(tenant)) {
            intake.list(Stream.of(tenant));
            redis.ask(client -> client.set(new TenantKeys(tenant).prefix() + "epoch", Long.toString(epoch)));
        }
    }

    /** The chain goes on where Kafka ends; nothing of the streams is sealed yet, for they are new. */
    public void chain(AuditChain.Head head, long offset) {
        if (head.index() > 0) {
            new RedisOutbox(redis).acknowledge(head, offset);
        }
    }

    /** Takes the mark away. */
    public void finish() {
        redis.ask(client -> client.del(MARK));
    }
}
