package io.m6flow.review.redis;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Risk;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.StandingPolicy;
import io.m6flow.review.TrackRecord;
import io.m6flow.review.Urgency;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls that bring drafts and withdrawals in. Thread-safe. */
final class IntakeCalls {
    private static final List<String> DELETED = List.of("the subject was deleted");
    private static final List<String> CHANGED = List.of("a newer revision took its place");
    private static final List<String> BELOW_FLOOR = List.of("it came after its revision was withdrawn");
    private static final String NO_REASONS = Reasons.write(List.of());

    private final RedisConnection redis;
    private final QueueRules rules;
    private final TenantRanking ranking;

    IntakeCalls(RedisConnection redis, QueueRules rules, TenantRanking ranking) {
        this.redis = redis;
        this.rules = rules;
        this.ranking = ranking;
    }

    List<Admission> admitAll(List<Arrival> arrivals) {
        list(arrivals.stream().map(Arrival::tenant).distinct());
        List<ScriptCall> calls = arrivals.stream().map(this::admitCall).toList();
        List<Admission> admissions = redis.runAll(calls).stream()
                .map(answer -> Admission.valueOf(Bytes.text(answer)))
                .toList();
        note(arrivals);
        return admissions;
    }

    /** Of all, those known too: an intake that died before it came to this brings them again. */
    private void note(List<Arrival> arrivals) {
        Map<TenantId, Double> neededBy = new HashMap<>();
        Map<TenantId, Double> deadlines = new HashMap<>();
        for (Arrival arrival : arrivals) {
            neededBy.merge(arrival.tenant(), Math.floor(Urgency.score(arrival.draft())), Math::min);
            Instant deadline = arrival.draft().getDeadline();
            if (deadline != null) {
                deadlines.merge(arrival.tenant(), (double) deadline.toEpochMilli(), Math::min);
            }
        }
        ranking.note(neededBy, deadlines);
    }

    private ScriptCall admitCall(Arrival arrival) {
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
                .add(NO_REASONS)
                .add(modelVersion(draft))
                .add(Risk.of(draft) ? "1" : "0")
                .add(Revisions.order(draft.getSubjectRevision(), draft.getAttempt()));
        return new ScriptCall(Script.ADMIT, new TenantKeys(arrival.tenant()).prefix(), arguments);
    }

    static String modelVersion(ContentDraft draft) {
        GenerationTrace trace = draft.getTrace();
        return trace == null ? "" : trace.getModelVersion();
    }

    static boolean canGoOutRaw(ContentDraft draft) {
        String transcript = draft.getSource().getTranscript();
        return draft.getKind() == Kind.SCRIPT && transcript != null && !transcript.isBlank();
    }

    int withdraw(Withdrawal withdrawal, SourcePosition position) {
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
        return Math.toIntExact(decided);
    }

    static Arguments addPosition(Arguments arguments, SourcePosition position) {
        return arguments.add(position.topic() + "|" + position.partition()).add(position.offset() + 1);
    }

    /** Tenants are listed before their first item exists, so that no item is ever out of everybody's sight. */
    void list(Stream<TenantId> tenants) {
        String[] names = tenants.map(TenantId::value).toArray(String[]::new);
        redis.ask(client -> client.sadd(TenantKeys.TENANTS, names));
    }

    TrackRecord trackRecord(TenantId tenant, Kind kind, String modelVersion) {
        byte[] key = new TenantKeys(tenant).record(kind, modelVersion);
        List<byte[]> seen = redis.ask(client -> client.lrange(key, 0, -1));
        long wrong = seen.stream().map(Bytes::text).filter("1"::equals).count();
        return new TrackRecord(seen.size(), Math.toIntExact(wrong));
    }
}
