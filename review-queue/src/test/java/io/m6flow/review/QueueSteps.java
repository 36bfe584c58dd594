package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;

/** What a contract of the review queue is told with: an empty queue, people, and short words for its steps. */
abstract class QueueSteps {
    static final Duration LONG = Duration.ofMinutes(5);
    static final QueueRules RULES = QueueRules.DEFAULT.withLease(LONG).withUndoWindow(Duration.ZERO);
    static final Duration SHORT = Duration.ofMillis(150);
    static final Ruling PERSON = new Ruling.AwaitPerson();
    static final Ruling AUTOMATIC = new Ruling.ApproveNow("approve-all");
    static final Verdict APPROVE = new Verdict.Approve();
    static final Reviewer ANN = new Reviewer("Ann");
    static final Reviewer BO = new Reviewer("Bo 李");

    private final AtomicLong offsets = new AtomicLong();
    ReviewQueue queue;

    /** An empty queue whose leases hold that long; the next call sees the same items. */
    abstract ReviewQueue open(QueueRules rules);

    /** Decisions on their way out, with their feedback. */
    abstract List<Outbox.Entry> outbox();

    abstract void empty();

    abstract SweepReport sweep();

    @BeforeEach
    void openEmpty() {
        empty();
        queue = open(RULES);
    }

    Admission admit(ContentDraft draft) {
        return queue.admit(draft, next(), PERSON);
    }

    Claim claim(Reviewer reviewer, ContentDraft draft) {
        return granted(queue.tryClaim(reviewer, tenant(draft), ContentId.of(draft)));
    }

    static Claim granted(ClaimResult result) {
        assertThat(result).isInstanceOf(ClaimResult.Granted.class);
        return ((ClaimResult.Granted) result).claim();
    }

    void decide(ContentDraft draft, Verdict verdict) {
        assertThat(queue.decide(ANN, claim(ANN, draft), verdict)).isInstanceOf(DecideResult.Accepted.class);
    }

    ReviewItem item(ContentDraft draft) {
        return queue.find(tenant(draft), ContentId.of(draft)).orElseThrow();
    }

    Decided decision(ContentDraft draft) {
        Decided decision = item(draft).decision();
        assertThat(decision).isNotNull();
        return decision;
    }

    SourcePosition next() {
        return new SourcePosition("content.drafts", 0, offsets.getAndIncrement());
    }

    static TenantId tenant(ContentDraft draft) {
        return new TenantId(draft.getTenant());
    }

    static Withdrawal withdrawal(String merchant, String product, long floor, WithdrawalCause cause) {
        return Withdrawal.newBuilder()
                .setTenant(merchant)
                .setSubject(product)
                .setOrderKey(merchant + "|" + product)
                .setKinds(List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE))
                .setFloorRevision(floor)
                .setCause(cause)
                .setCreatedAt(TestTime.NOW)
                .build();
    }

    interface Racer<T, R> {
        R run(T who) throws Exception;
    }

    /** All start at the same moment, each on a thread of its own. */
    static <T, R> List<R> race(List<T> racers, Racer<T, R> run) throws Exception {
        var start = new CyclicBarrier(racers.size());
        var threads = Executors.newFixedThreadPool(racers.size());
        try {
            List<Callable<R>> calls = racers.stream()
                    .<Callable<R>>map(who -> () -> {
                        start.await();
                        return run.run(who);
                    })
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
