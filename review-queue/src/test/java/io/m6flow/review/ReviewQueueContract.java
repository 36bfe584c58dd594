package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every review queue keeps to. */
abstract class ReviewQueueContract {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Ruling PERSON = new Ruling.AwaitPerson();
    private static final Ruling AUTOMATIC = new Ruling.ApproveNow("approve-all");
    private static final Verdict APPROVE = new Verdict.Approve();
    private static final Reviewer ANN = new Reviewer("Ann");
    private static final Reviewer BO = new Reviewer("Bo 李");

    private final AtomicLong offsets = new AtomicLong();
    private ReviewQueue queue;

    /** An empty queue whose leases hold that long; the next call sees the same items. */
    abstract ReviewQueue open(Duration lease);

    abstract void empty();

    abstract SweepReport sweep();

    @BeforeEach
    void openEmpty() {
        empty();
        queue = open(LONG);
    }

    @Test
    void keepsADraftUntilAPersonLooksAtIt() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();

        assertThat(admit(draft)).isEqualTo(Admission.WAITING);

        ReviewItem item = item(draft);
        assertThat(item.draft()).isEqualTo(draft);
        assertThat(item.state()).isEqualTo(ItemState.WAITING);
        assertThat(item.itemVersion()).isEqualTo(1);
        assertThat(queue.waiting(ItemFilter.ALL, 10)).containsExactly(item);
        assertThat(queue.counts().waiting()).isEqualTo(1);
    }

    @Test
    void keepsTextThatIsHostileToScriptsAsItIs() {
        String hostile = "\"]]) redis.call('FLUSHALL') --\u0000\r\n$5\r\n{0} KEYS[1] <script>alert(1)</script> 💥";
        ContentDraft draft = Drafts.reason("M'1:*", "P]]-\"1").text(hostile).build();

        admit(draft);
        decide(draft, new Verdict.Edit(hostile));

        assertThat(item(draft).draft()).isEqualTo(draft);
        assertThat(decision(draft).text()).isEqualTo(hostile);
    }

    @Test
    void takesARedeliveredDraftOnce() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        var position = new SourcePosition("content.drafts", 0, 7);

        assertThat(queue.admit(draft, position, PERSON)).isEqualTo(Admission.WAITING);
        assertThat(queue.admit(draft, position, PERSON)).isEqualTo(Admission.KNOWN);

        assertThat(queue.counts().waiting()).isEqualTo(1);
        assertThat(item(draft).itemVersion()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstDraftWhenAReplayWritesAnother() {
        ContentDraft first = Drafts.reason("M-1", "P-1").text("first").build();
        ContentDraft replayed =
                Drafts.reason("M-1", "P-1").text("another model's").build();
        admit(first);
        decide(first, APPROVE);

        assertThat(queue.admit(replayed, next(), AUTOMATIC)).isEqualTo(Admission.KNOWN);

        assertThat(decision(first).text()).isEqualTo("first");
        assertThat(queue.counts().decided()).isEqualTo(Map.of(DecisionOutcome.APPROVED, 1L));
    }

    @Test
    void approvesAtOnceWhatAPolicyPasses() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();

        assertThat(queue.admit(draft, next(), AUTOMATIC)).isEqualTo(Admission.APPROVED);

        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(decision(draft).by()).isEqualTo(new Decider(DeciderType.POLICY, "approve-all"));
        assertThat(decision(draft).text()).isEqualTo(draft.getText());
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, Map.of(DecisionOutcome.APPROVED, 1L), 1));
    }

    @Test
    void givesLiveSpeechFirstThenTheNearestDeadlineThenTheRiskiest() {
        Instant soon = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(600);
        ContentDraft plain = Drafts.reason("M-1", "P-1").build();
        ContentDraft risky =
                Drafts.reason("M-2", "P-2").text("全网第一").finding("ad-law", "第一").build();
        ContentDraft due =
                Drafts.badge("M-1", "P-3").deadline(soon.plusSeconds(60)).build();
        ContentDraft live =
                Drafts.script("H-1", "S-1", 0).deadline(soon.plusSeconds(5)).build();
        ContentDraft sooner = Drafts.script("H-2", "S-2", 0).deadline(soon).build();
        List.of(plain, risky, due, live, sooner).forEach(this::admit);

        assertThat(queue.waiting(ItemFilter.ALL, 10))
                .extracting(ReviewItem::draft)
                .containsExactly(sooner, live, due, risky, plain);
        assertThat(queue.waiting(ItemFilter.ALL, 2)).hasSize(2);
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow()))
                .extracting(claim -> claim.item().draft())
                .containsExactly(sooner, live, due, risky, plain);
        assertThat(queue.tryClaimNext(BO, ItemFilter.ALL)).isEmpty();
    }

    @Test
    void claimsOnlyWhatTheFilterLetsThrough() {
        admit(Drafts.script("H-1", "S-1", 0).build());
        ContentDraft badge = Drafts.badge("M-1", "P-1").build();
        ContentDraft other = Drafts.badge("M-2", "P-1").build();
        admit(other);
        admit(badge);
        var mine = new ItemFilter(Optional.of(new TenantId("M-1")), Set.of());

        assertThat(queue.tryClaimNext(ANN, mine).orElseThrow().item().draft()).isEqualTo(badge);
        assertThat(queue.tryClaimNext(ANN, mine)).isEmpty();
        assertThat(queue.tryClaimNext(ANN, ItemFilter.of(Kind.BADGE))
                        .orElseThrow()
                        .item()
                        .draft())
                .isEqualTo(other);
        assertThat(queue.tryClaimNext(ANN, ItemFilter.of(Kind.BADGE, Kind.SUMMARY)))
                .isEmpty();
        assertThat(queue.claimed(ItemFilter.of(Kind.BADGE), 10)).hasSize(2);
    }

    @Test
    void neverGivesTwoPeopleTheSameItem() throws Exception {
        int items = 200;
        for (int i = 0; i < items; i++) {
            admit(Drafts.reason("M-" + i % 3, "P-" + i).build());
        }
        Map<ContentId, Reviewer> holders = new ConcurrentHashMap<>();
        List<ContentId> twice = Collections.synchronizedList(new ArrayList<>());

        race(List.of(ANN, BO), reviewer -> {
            Optional<Claim> claim = queue.tryClaimNext(reviewer, ItemFilter.ALL);
            for (; claim.isPresent(); claim = queue.tryClaimNext(reviewer, ItemFilter.ALL)) {
                ContentId content = claim.get().item().contentId();
                if (holders.putIfAbsent(content, reviewer) != null) {
                    twice.add(content);
                }
            }
            return true;
        });

        assertThat(twice).isEmpty();
        assertThat(holders).hasSize(items);
        assertThat(holders).containsValues(ANN, BO);
        assertThat(queue.counts().claimed()).isEqualTo(items);
    }

    @Test
    void refusesASecondClaimAndSaysWhoHoldsIt() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim claim = claim(ANN, draft);

        var refused = (ClaimResult.HeldByAnother) queue.tryClaim(BO, tenant(draft), ContentId.of(draft));

        assertThat(refused.reviewer()).isEqualTo("Ann");
        assertThat(refused.until()).isEqualTo(claim.leaseUntil());
        assertThat(item(draft).heldBy()).isEqualTo("Ann");
        assertThat(queue.waiting(ItemFilter.ALL, 10)).isEmpty();
        assertThat(queue.claimed(ItemFilter.ALL, 10))
                .extracting(ReviewItem::heldBy)
                .containsExactly("Ann");
    }

    @Test
    void prolongsTheSameLeaseForWhoeverHoldsIt() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim first = claim(ANN, draft);

        Claim again = claim(ANN, draft);

        assertThat(again.fence()).isEqualTo(first.fence());
        assertThat(again.item().itemVersion()).isEqualTo(first.item().itemVersion());
        assertThat(again.leaseUntil()).isAfterOrEqualTo(first.leaseUntil());
        assertThat(queue.decide(ANN, first, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
    }

    @Test
    void putsAnItemBackWhenItsLeaseEnds() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim lost = granted(open(SHORT).tryClaim(ANN, tenant(draft), ContentId.of(draft)));

        Claim next = await().pollInterval(Duration.ofMillis(20))
                .until(() -> queue.tryClaimNext(BO, ItemFilter.ALL), Optional::isPresent)
                .orElseThrow();

        assertThat(next.fence()).isGreaterThan(lost.fence());
        assertThat(queue.decide(ANN, lost, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.renew(ANN, lost)).isInstanceOf(ClaimResult.HeldByAnother.class);
        assertThat(queue.release(ANN, lost)).isFalse();
        assertThat(item(draft).heldBy()).isEqualTo(BO.name());
    }

    @Test
    void refusesEverythingUnderALeaseThatEndedEvenIfNobodyElseCame() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim lost = granted(open(SHORT).tryClaim(ANN, tenant(draft), ContentId.of(draft)));
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> Instant.now().isAfter(lost.leaseUntil().plusMillis(5)));

        assertThat(queue.decide(ANN, lost, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.renew(ANN, lost)).isInstanceOf(ClaimResult.LeaseLost.class);
        assertThat(queue.release(ANN, lost)).isFalse();
        assertThat(sweep().returned()).isEqualTo(1);
        assertThat(item(draft).state()).isEqualTo(ItemState.WAITING);
        assertThat(queue.waiting(ItemFilter.ALL, 10)).hasSize(1);
        assertThat(queue.decide(ANN, lost, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
    }

    @Test
    void knowsAnOldClaimFromANewOneOfTheSamePerson() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim old = claim(ANN, draft);
        queue.release(ANN, old);
        Claim now = claim(ANN, draft);
        var oldWithNewVersion = new Claim(now.item(), old.fence(), old.leaseUntil());

        assertThat(queue.renew(ANN, old)).isInstanceOf(ClaimResult.LeaseLost.class);
        assertThat(queue.release(ANN, old)).isFalse();
        assertThat(queue.decide(ANN, oldWithNewVersion, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.decide(BO, now, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.decide(ANN, now, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
    }

    @Test
    void keepsALeaseThatIsRenewed() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim claim = granted(open(Duration.ofSeconds(20)).tryClaim(ANN, tenant(draft), ContentId.of(draft)));

        Claim renewed = granted(queue.renew(ANN, claim));

        assertThat(renewed.leaseUntil()).isAfter(claim.leaseUntil());
        assertThat(queue.decide(ANN, claim, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(queue.renew(ANN, claim)).isInstanceOf(ClaimResult.AlreadyDecided.class);
    }

    @Test
    void givesAReleasedItemToTheNext() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim given = claim(ANN, draft);

        assertThat(queue.release(BO, given)).isFalse();
        assertThat(queue.release(ANN, given)).isTrue();
        assertThat(queue.release(ANN, given)).isFalse();

        Claim taken = claim(BO, draft);
        assertThat(taken.fence()).isGreaterThan(given.fence());
        assertThat(queue.decide(ANN, given, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.decide(BO, taken, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
    }

    @Test
    void refusesAVersionThatIsOutOfDate() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        ReviewItem before = item(draft);
        Claim claim = claim(ANN, draft);

        var outdated = new Claim(before, claim.fence(), claim.leaseUntil());

        assertThat(queue.decide(ANN, outdated, APPROVE)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(item(draft).state()).isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void saysWhoDecidedWhatToWhoeverComesLate() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim claim = claim(ANN, draft);
        queue.decide(ANN, claim, new Verdict.Reject(List.of("says too much", "夸大")));

        var late = (DecideResult.AlreadyDecided) queue.decide(ANN, claim, APPROVE);
        var claimed = (ClaimResult.AlreadyDecided) queue.tryClaim(BO, tenant(draft), ContentId.of(draft));

        assertThat(late.decision()).isEqualTo(claimed.decision()).isEqualTo(decision(draft));
        assertThat(late.decision().by()).isEqualTo(new Decider(DeciderType.PERSON, "Ann"));
        assertThat(late.decision().outcome()).isEqualTo(DecisionOutcome.REJECTED);
        assertThat(late.decision().reasons()).containsExactly("says too much", "夸大");
        assertThat(late.decision().text()).isEmpty();
    }

    @Test
    void knowsNothingOfWhatWasNeverAdmitted() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(Drafts.reason("M-1", "P-2").build());
        ContentDraft here = Drafts.reason("M-1", "P-2").build();
        Claim claim = claim(ANN, here);
        var item = claim.item();
        var elsewhere = new Claim(
                new ReviewItem(draft, item.state(), item.itemVersion(), item.admittedAt(), "Ann", null, null),
                claim.fence(),
                claim.leaseUntil());

        assertThat(queue.find(tenant(draft), ContentId.of(draft))).isEmpty();
        assertThat(queue.tryClaim(ANN, tenant(draft), ContentId.of(draft))).isInstanceOf(ClaimResult.Unknown.class);
        assertThat(queue.decide(ANN, elsewhere, APPROVE)).isInstanceOf(DecideResult.Unknown.class);
        assertThat(queue.renew(ANN, elsewhere)).isInstanceOf(ClaimResult.Unknown.class);
    }

    @Test
    void givesSequencesThatIncreasePerTenantKindAndSubject() {
        ContentDraft first = Drafts.reason("M-1", "P-1").build();
        ContentDraft second = Drafts.reason("M-1", "P-1").revision(2).build();
        ContentDraft third = Drafts.reason("M-1", "P-1").revision(3).build();
        ContentDraft badge = Drafts.badge("M-1", "P-1").build();
        ContentDraft other = Drafts.reason("M-2", "P-1").build();
        List.of(first, second, third, badge, other).forEach(this::admit);

        decide(second, APPROVE);
        decide(first, new Verdict.Reject(List.of("no")));
        decide(third, new Verdict.Edit("mine"));
        decide(badge, APPROVE);
        decide(other, APPROVE);

        assertThat(List.of(second, first, third, badge, other))
                .extracting(draft -> decision(draft).publishSequence())
                .containsExactly(1L, 2L, 3L, 1L, 1L);
        assertThat(List.of(second, first, third))
                .extracting(draft -> decision(draft).decisionId())
                .doesNotHaveDuplicates();
        assertThat(queue.decided(ItemFilter.of(Kind.BADGE), 10))
                .extracting(ReviewItem::draft)
                .containsExactly(badge);
        assertThat(queue.decided(ItemFilter.ALL, 10)).hasSize(5);
    }

    @Test
    void voidsWhatWaitsAndWhatIsClaimedBelowAFloor() {
        ContentDraft waiting = Drafts.reason("M-1", "P-1").build();
        ContentDraft claimed = Drafts.badge("M-1", "P-1").build();
        ContentDraft good = Drafts.reason("M-1", "P-1").revision(5).build();
        ContentDraft other = Drafts.reason("M-1", "P-2").build();
        List.of(waiting, claimed, good, other).forEach(this::admit);
        Claim claim = claim(ANN, claimed);
        var changed = withdrawal("M-1", "P-1", 5, WithdrawalCause.CHANGED);

        assertThat(queue.withdraw(changed, next())).isEqualTo(2);
        assertThat(queue.withdraw(changed, next())).isZero();

        assertThat(decision(waiting).outcome()).isEqualTo(DecisionOutcome.SUPERSEDED);
        assertThat(decision(waiting).by()).isEqualTo(new Decider(DeciderType.POLICY, "withdrawal"));
        assertThat(queue.decide(ANN, claim, APPROVE)).isInstanceOf(DecideResult.AlreadyDecided.class);
        assertThat(queue.waiting(ItemFilter.ALL, 10))
                .extracting(ReviewItem::draft)
                .containsExactlyInAnyOrder(good, other);
        assertThat(queue.counts().claimed()).isZero();
    }

    @Test
    void voidsADraftThatComesAfterItsWithdrawal() {
        queue.withdraw(withdrawal("M-1", "P-1", 5, WithdrawalCause.CHANGED), next());
        queue.withdraw(withdrawal("M-1", "P-1", 3, WithdrawalCause.CHANGED), next());
        ContentDraft late = Drafts.reason("M-1", "P-1").revision(4).build();
        ContentDraft good = Drafts.reason("M-1", "P-1").revision(5).build();

        assertThat(queue.admit(late, next(), AUTOMATIC)).isEqualTo(Admission.SUPERSEDED);
        assertThat(queue.admit(good, next(), AUTOMATIC)).isEqualTo(Admission.APPROVED);

        assertThat(decision(late).text()).isEmpty();
    }

    @Test
    void comparesRevisionsOfAnySize() {
        queue.withdraw(withdrawal("M-1", "P-1", Long.MAX_VALUE - 1, WithdrawalCause.CHANGED), next());
        queue.withdraw(withdrawal("M-1", "P-2", -7, WithdrawalCause.CHANGED), next());

        assertThat(admit(
                        Drafts.reason("M-1", "P-1").revision(Long.MAX_VALUE - 2).build()))
                .isEqualTo(Admission.SUPERSEDED);
        assertThat(admit(
                        Drafts.reason("M-1", "P-1").revision(Long.MAX_VALUE - 1).build()))
                .isEqualTo(Admission.WAITING);
        assertThat(admit(Drafts.reason("M-1", "P-2").revision(-8).build())).isEqualTo(Admission.SUPERSEDED);
        assertThat(admit(Drafts.reason("M-1", "P-2").revision(1).build())).isEqualTo(Admission.WAITING);
    }

    @Test
    void revokesWhatIsPublishedWhenTheSubjectIsDeleted() {
        ContentDraft reason = Drafts.reason("M-1", "P-1").build();
        ContentDraft badge = Drafts.badge("M-1", "P-1").build();
        ContentDraft rejected = Drafts.theme("M-1", "P-1").build();
        List.of(reason, badge, rejected).forEach(this::admit);
        decide(reason, APPROVE);
        decide(badge, new Verdict.Edit("mine"));
        decide(rejected, new Verdict.Reject(List.of("no")));
        var deleted = withdrawal("M-1", "P-1", 2, WithdrawalCause.DELETED);

        assertThat(queue.withdraw(deleted, next())).isEqualTo(2);
        assertThat(queue.withdraw(deleted, next())).isZero();

        assertThat(decision(reason).outcome()).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(decision(reason).publishSequence()).isEqualTo(2);
        assertThat(decision(reason).text()).isEmpty();
        assertThat(decision(rejected).outcome()).isEqualTo(DecisionOutcome.REJECTED);
        assertThat(queue.counts().decided())
                .containsEntry(DecisionOutcome.REVOKED, 2L)
                .containsEntry(DecisionOutcome.REJECTED, 1L)
                .doesNotContainEntry(DecisionOutcome.APPROVED, 1L);
        assertThat(queue.counts().decidedInAll()).isEqualTo(3);
    }

    @Test
    void leavesPublishedTextAloneWhenTheSubjectOnlyChanged() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        queue.admit(draft, next(), AUTOMATIC);

        assertThat(queue.withdraw(withdrawal("M-1", "P-1", 2, WithdrawalCause.CHANGED), next()))
                .isZero();
        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void revokesNothingThatIsNewerThanTheDeletion() {
        queue.admit(Drafts.reason("M-1", "P-1").revision(1).build(), next(), AUTOMATIC);
        ContentDraft back = Drafts.reason("M-1", "P-1").revision(9).build();
        queue.admit(back, next(), AUTOMATIC);

        assertThat(queue.withdraw(withdrawal("M-1", "P-1", 5, WithdrawalCause.DELETED), next()))
                .isZero();
        assertThat(decision(back).outcome()).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void publishesRawSpeechPastItsDeadlineAndDropsTheRest() {
        Instant past = Instant.now().minusSeconds(60);
        ContentDraft script = Drafts.script("H-1", "S-1", 0).deadline(past).build();
        ContentDraft badge = Drafts.badge("M-1", "P-1").deadline(past).build();
        ContentDraft inTime = Drafts.script("H-1", "S-1", 1)
                .deadline(Instant.now().plusSeconds(600))
                .build();
        List.of(script, badge, inTime).forEach(this::admit);
        Claim claim = claim(ANN, script);

        assertThat(sweep()).isEqualTo(new SweepReport(0, 2));
        assertThat(sweep()).isEqualTo(SweepReport.NOTHING);

        assertThat(decision(script).outcome()).isEqualTo(DecisionOutcome.EXPIRED);
        assertThat(decision(script).by().getName()).isEqualTo("publish-raw");
        assertThat(decision(script).text()).isEqualTo(script.getSource().getTranscript());
        assertThat(decision(badge).by().getName()).isEqualTo("drop");
        assertThat(decision(badge).text()).isEmpty();
        assertThat(item(inTime).state()).isEqualTo(ItemState.WAITING);
        assertThat(queue.decide(ANN, claim, APPROVE)).isInstanceOf(DecideResult.AlreadyDecided.class);
    }

    @Test
    void decidesAnItemOnceHoweverManyTryAtTheSameTime() throws Exception {
        for (int round = 0; round < 40; round++) {
            String product = "P-" + round;
            ContentDraft draft = Drafts.reason("M-1", product)
                    .deadline(Instant.now().minusSeconds(1))
                    .build();
            admit(draft);
            Claim claim = claim(ANN, draft);
            long before = queue.counts().decidedInAll();

            List<Boolean> won = race(List.of(0, 1, 2, 3), who -> switch (who) {
                case 0 -> queue.decide(ANN, claim, APPROVE) instanceof DecideResult.Accepted;
                case 1 -> queue.decide(ANN, claim, new Verdict.Edit("mine")) instanceof DecideResult.Accepted;
                case 2 -> queue.withdraw(withdrawal("M-1", product, 2, WithdrawalCause.CHANGED), next()) == 1;
                default -> sweep().expired() == 1;
            });

            assertThat(won).containsOnlyOnce(true);
            assertThat(queue.counts().decidedInAll()).isEqualTo(before + 1);
            assertThat(queue.counts().unsent()).isEqualTo(before + 1);
            assertThat(decision(draft).publishSequence()).isEqualTo(1);
        }
    }

    private Admission admit(ContentDraft draft) {
        return queue.admit(draft, next(), PERSON);
    }

    private Claim claim(Reviewer reviewer, ContentDraft draft) {
        return granted(queue.tryClaim(reviewer, tenant(draft), ContentId.of(draft)));
    }

    private static Claim granted(ClaimResult result) {
        assertThat(result).isInstanceOf(ClaimResult.Granted.class);
        return ((ClaimResult.Granted) result).claim();
    }

    private void decide(ContentDraft draft, Verdict verdict) {
        assertThat(queue.decide(ANN, claim(ANN, draft), verdict)).isInstanceOf(DecideResult.Accepted.class);
    }

    private ReviewItem item(ContentDraft draft) {
        return queue.find(tenant(draft), ContentId.of(draft)).orElseThrow();
    }

    private Decided decision(ContentDraft draft) {
        Decided decision = item(draft).decision();
        assertThat(decision).isNotNull();
        return decision;
    }

    private SourcePosition next() {
        return new SourcePosition("content.drafts", 0, offsets.getAndIncrement());
    }

    private static TenantId tenant(ContentDraft draft) {
        return new TenantId(draft.getTenant());
    }

    private static Withdrawal withdrawal(String merchant, String product, long floor, WithdrawalCause cause) {
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

    private interface Racer<T, R> {
        R run(T who) throws Exception;
    }

    /** All start at the same moment, each on a thread of its own. */
    private static <T, R> List<R> race(List<T> racers, Racer<T, R> run) throws Exception {
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
