package io.m6flow.review.kafka;

import io.m6flow.review.Admission;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A history of a queue by chance: what comes in stands on the topics too, at the place where it was read. Whatever is
 * undone is decided again at once, so that no publishSequence is lost. Confined to one thread.
 */
final class RandomReviews {
    private static final List<Reviewer> PEOPLE =
            List.of(new Reviewer("Ann"), new Reviewer("Bo 李"), new Reviewer("Lea").asLead());

    private final RedisReviewQueue queue;
    private final TopicWriter<ContentDraft> drafts;
    private final TopicWriter<Withdrawal> withdrawals;
    private final String draftTopic;
    private final String withdrawalTopic;
    private final Random random;
    private final List<ContentDraft> written = new ArrayList<>();
    private long draftOffset;
    private long withdrawalOffset;

    RandomReviews(
            RedisReviewQueue queue,
            String draftTopic,
            TopicWriter<ContentDraft> drafts,
            String withdrawalTopic,
            TopicWriter<Withdrawal> withdrawals,
            long seed) {
        this.queue = queue;
        this.draftTopic = draftTopic;
        this.drafts = drafts;
        this.withdrawalTopic = withdrawalTopic;
        this.withdrawals = withdrawals;
        this.random = new Random(seed);
    }

    void play(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> admit(draft());
            case 4 -> withdraw();
            case 5 -> queue.tryClaimNext(person(), ItemFilter.ALL);
            case 6, 7, 8, 9 -> decideNext();
            case 10 -> undoAndReject();
            case 11 -> revoke();
            case 12 -> any().ifPresent(this::admit);
            default -> queue.sweep();
        }
    }

    ContentDraft admit(ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
        Ruling ruling = random.nextInt(6) == 0 ? new Ruling.ApproveNow("measured:5%") : new Ruling.AwaitPerson();
        queue.admit(draft, new SourcePosition(draftTopic, 0, draftOffset++), ruling);
        written.add(draft);
        return draft;
    }

    private ContentDraft draft() {
        String tenant = "M-" + random.nextInt(3);
        String subject = "P-" + random.nextInt(4);
        Drafts drafts = switch (random.nextInt(5)) {
            case 0, 1 -> Drafts.reason(tenant, subject);
            case 2 -> Drafts.badge(tenant, subject);
            case 3 -> Drafts.theme(tenant, subject);
            default -> timed(Drafts.script(tenant, subject, random.nextInt(6)));
        };
        drafts.revision(random.nextInt(6)).attempt(random.nextInt(2)).model("m-" + random.nextInt(2));
        return (random.nextInt(3) == 0 ? drafts.text("全网第一的裙子").finding("ad-law", "第一") : drafts).build();
    }

    private Drafts timed(Drafts script) {
        return switch (random.nextInt(3)) {
            case 0 -> script.deadline(Instant.ofEpochMilli(1_000));
            case 1 -> script.deadline(TestTime.NOW.plus(Duration.ofDays(100_000)));
            default -> script;
        };
    }

    private void withdraw() {
        Withdrawal withdrawal = Withdrawal.newBuilder()
                .setTenant("M-" + random.nextInt(3))
                .setSubject("P-" + random.nextInt(4))
                .setOrderKey("any")
                .setKinds(List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE))
                .setFloorRevision(random.nextInt(6))
                .setCause(random.nextBoolean() ? WithdrawalCause.CHANGED : WithdrawalCause.DELETED)
                .setCreatedAt(TestTime.NOW)
                .build();
        withdrawals.write("any", withdrawal);
        queue.withdraw(withdrawal, new SourcePosition(withdrawalTopic, 0, withdrawalOffset++));
    }

    private void decideNext() {
        Reviewer person = person();
        queue.tryClaimNext(person, ItemFilter.ALL).ifPresent(claim -> {
            switch (random.nextInt(8)) {
                case 0 -> queue.escalate(person, claim, "?");
                case 1 -> queue.skip(person, claim);
                default -> queue.decide(person, claim, verdict());
            }
        });
    }

    private Verdict verdict() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Verdict.Edit("改过的" + random.nextInt(100));
            case 2 -> new Verdict.Reject(List.of("facts", "说「最」\n不行"));
            case 3 -> new Verdict.SendBack(List.of("style"), List.of("轻盈"));
            default -> new Verdict.Approve();
        };
    }

    private void undoAndReject() {
        Reviewer person = person();
        Optional<Claim> claim = queue.tryClaimNext(person, ItemFilter.ALL);
        if (claim.isEmpty()
                || !(queue.decide(person, claim.get(), verdict()) instanceof DecideResult.Accepted accepted)) {
            return;
        }
        String decision = Objects.requireNonNull(accepted.item().decision()).decisionId();
        ContentDraft draft = claim.get().item().draft();
        if (queue.undo(person, tenant(draft), ContentId.of(draft), decision) instanceof UndoResult.Undone undone) {
            queue.decide(person, undone.claim(), new Verdict.Reject(List.of("second thoughts")));
        }
    }

    private void revoke() {
        any().ifPresent(draft -> queue.find(tenant(draft), ContentId.of(draft))
                .flatMap(item -> Optional.ofNullable(item.decision()))
                .ifPresent(decision -> queue.revoke(
                        PEOPLE.get(2), tenant(draft), ContentId.of(draft), decision.decisionId(), List.of("wrong"))));
    }

    /** Every draft comes once more, as if the topic were read from its beginning. */
    List<Admission> replay() {
        return IntStream.range(0, written.size())
                .mapToObj(i -> queue.admit(
                        written.get(i), new SourcePosition(draftTopic, 0, i), new Ruling.ApproveNow("approve-all")))
                .toList();
    }

    /** A claim that holds, of an item that came now. */
    Claim claimOfANewDraft() {
        ContentDraft draft = Drafts.reason("M-0", "P-new").build();
        drafts.write(draft.getOrderKey(), draft);
        queue.admit(draft, new SourcePosition(draftTopic, 0, draftOffset++), new Ruling.AwaitPerson());
        return ((ClaimResult.Granted) queue.tryClaim(PEOPLE.get(0), tenant(draft), ContentId.of(draft))).claim();
    }

    private Optional<ContentDraft> any() {
        return written.isEmpty() ? Optional.empty() : Optional.of(written.get(random.nextInt(written.size())));
    }

    private Reviewer person() {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }

    static TenantId tenant(ContentDraft draft) {
        return new TenantId(draft.getTenant());
    }
}
