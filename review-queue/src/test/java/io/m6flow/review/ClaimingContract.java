package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every review queue keeps to, from admission to the end of a claim. */
abstract class ClaimingContract extends QueueSteps {
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
    void aDraftThatComesAgainWithOtherWordsChangesNothing() {
        ContentDraft first = Drafts.reason("M-1", "P-1").text("first").build();
        ContentDraft again = Drafts.reason("M-1", "P-1").text("others").build();
        admit(first);
        Claim claim = claim(ANN, first);

        assertThat(queue.admit(again, next(), AUTOMATIC)).isEqualTo(Admission.KNOWN);

        assertThat(item(first).draft()).isEqualTo(first);
        assertThat(queue.decide(ANN, claim, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(decision(first).text()).isEqualTo("first");
        assertThat(queue.admit(again, next(), PERSON)).isEqualTo(Admission.KNOWN);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, Map.of(DecisionOutcome.APPROVED, 1L), 1));
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
    void givesFirstWhatIsNeededFirstLiveSpeechBeforeTheCatalogueAndRiskBeforeNone() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant soon = now.plusSeconds(60);
        ContentDraft plain = writtenAt(now, Drafts.reason("M-1", "P-1"));
        ContentDraft risky =
                writtenAt(now, Drafts.reason("M-2", "P-2").text("全网第一").finding("ad-law", "第一"));
        ContentDraft due = writtenAt(now, Drafts.badge("M-1", "P-3").deadline(soon.plusSeconds(3600)));
        ContentDraft live =
                writtenAt(now.plusSeconds(5), Drafts.script("H-1", "S-1", 0).deadline(soon.plusSeconds(5)));
        ContentDraft sooner = writtenAt(now, Drafts.script("H-2", "S-2", 0).deadline(soon));
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
    void whatHasWaitedLongGoesBeforeNewLiveSpeech() {
        Instant now = Instant.now();
        ContentDraft old = writtenAt(now.minusSeconds(5 * 3600), Drafts.reason("M-1", "P-1"));
        ContentDraft live = writtenAt(now, Drafts.script("H-1", "S-1", 0).deadline(now.plusSeconds(60)));
        List.of(live, old).forEach(this::admit);

        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow().item().contentId())
                .isEqualTo(ContentId.of(old));
    }

    private static ContentDraft writtenAt(Instant at, Drafts drafts) {
        return drafts.with(draft -> draft.setCreatedAt(at)).build();
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
        Claim lost = granted(open(RULES.withLease(SHORT)).tryClaim(ANN, tenant(draft), ContentId.of(draft)));

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
        Claim lost = granted(open(RULES.withLease(SHORT)).tryClaim(ANN, tenant(draft), ContentId.of(draft)));
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
        Claim claim = granted(
                open(RULES.withLease(Duration.ofSeconds(20))).tryClaim(ANN, tenant(draft), ContentId.of(draft)));

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
                new ReviewItem(
                        draft, item.state(), item.itemVersion(), item.admittedAt(), false, "Ann", null, null, null),
                claim.fence(),
                claim.leaseUntil());

        assertThat(queue.find(tenant(draft), ContentId.of(draft))).isEmpty();
        assertThat(queue.tryClaim(ANN, tenant(draft), ContentId.of(draft))).isInstanceOf(ClaimResult.Unknown.class);
        assertThat(queue.decide(ANN, elsewhere, APPROVE)).isInstanceOf(DecideResult.Unknown.class);
        assertThat(queue.renew(ANN, elsewhere)).isInstanceOf(ClaimResult.Unknown.class);
    }
}
