package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.Drafts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of the queue when people skip, ask a lead, agree in pairs, approve many, or take back what they said. */
abstract class SecondThoughtsContract extends SendingBackContract {
    private static final QueueRules UNDOABLE = RULES.withUndoWindow(Duration.ofMinutes(1));
    private static final QueueRules IN_PAIRS = RULES.withTwoPersons(Set.of(Kind.REASON));
    private static final Reviewer LEAD = new Reviewer("Lea").asLead();
    private static final List<String> WHY = List.of("说错了");

    @Test
    void holdsADecisionBackUntilItCanNoLongerBeUndone() {
        queue = open(RULES.withUndoWindow(Duration.ofMillis(300)));
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        decide(draft, APPROVE);

        assertThat(outbox()).isEmpty();
        assertThat(queue.counts().unsent()).isEqualTo(1);
        assertThat(decision(draft).undoableUntil()).isAfter(decision(draft).at());

        await().pollInterval(Duration.ofMillis(20)).until(() -> !outbox().isEmpty());
        assertThat(decision(draft).undoableUntil()).isNull();
        assertThat(undo(ANN, draft)).isInstanceOf(UndoResult.TooLate.class);
    }

    @Test
    void liveSpeechLeavesAtOnce() {
        queue = open(UNDOABLE);
        ContentDraft live = admitted(Drafts.script("H-1", "S-1", 0));
        decide(live, APPROVE);

        assertThat(outbox()).hasSize(1);
    }

    @Test
    void anUndoneDecisionNeverWas() {
        queue = open(UNDOABLE);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        Claim first = claim(ANN, draft);
        queue.decide(ANN, first, new Verdict.Reject(WHY));
        String undone = decision(draft).decisionId();

        var again = (UndoResult.Undone) undo(ANN, draft);

        assertThat(again.claim().fence()).isGreaterThan(first.fence());
        assertThat(item(draft).state()).isEqualTo(ItemState.CLAIMED);
        assertThat(item(draft).decision()).isNull();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, Map.of(DecisionOutcome.REJECTED, 0L), 0));
        assertThat(queue.decided(ItemFilter.ALL, 10)).isEmpty();
        assertThat(queue.decide(ANN, again.claim(), APPROVE)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(decision(draft).decisionId()).isNotEqualTo(undone);
        assertThat(queue.decide(ANN, first, APPROVE)).isInstanceOf(DecideResult.AlreadyDecided.class);
    }

    @Test
    void onlyWhoDecidedCanUndoAndOnlyThatDecision() {
        queue = open(UNDOABLE);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        assertThat(queue.undo(ANN, tenant(draft), ContentId.of(draft), "x")).isInstanceOf(UndoResult.NotDecided.class);
        decide(draft, APPROVE);

        assertThat(undo(BO, draft)).isInstanceOf(UndoResult.TooLate.class);
        assertThat(undo(LEAD, draft)).isInstanceOf(UndoResult.TooLate.class);
        assertThat(queue.undo(ANN, tenant(draft), ContentId.of(draft), "another"))
                .isInstanceOf(UndoResult.TooLate.class);
        ContentDraft unknown = Drafts.reason("M-1", "P-2").build();
        assertThat(queue.undo(ANN, tenant(unknown), ContentId.of(unknown), "x")).isInstanceOf(UndoResult.Unknown.class);
        assertThat(undo(ANN, draft)).isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void whatWasPublishedBeforeStandsAgainAfterUndo() {
        queue = open(UNDOABLE);
        ContentDraft old = admitted(Drafts.reason("M-1", "P-1").revision(1));
        decide(old, APPROVE);
        ContentDraft next = admitted(Drafts.reason("M-1", "P-1").revision(2));
        decide(next, APPROVE);
        assertThat(outbox())
                .extracting(entry -> entry.decision().getSubjectRevision())
                .containsExactly(1L);

        undo(ANN, next);

        assertThat(revoke(ANN, old)).isInstanceOf(RevokeResult.Revoked.class);
        assertThat(undo(ANN, old)).isInstanceOf(UndoResult.TooLate.class);
    }

    @Test
    void aWithdrawalEndsTheTimeToUndo() {
        queue = open(UNDOABLE);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1").revision(1));
        decide(draft, APPROVE);

        queue.withdraw(withdrawal("M-1", "P-1", 2, WithdrawalCause.CHANGED), next());

        assertThat(undo(ANN, draft)).isInstanceOf(UndoResult.TooLate.class);
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void whatIsSentBackCanBeUndoneBeforeItIsWrittenAgain() {
        queue = open(UNDOABLE);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        decide(draft, new Verdict.SendBack(WHY, List.of()));

        assertThat(undo(ANN, draft)).isInstanceOf(UndoResult.Undone.class);
        decide(draft, APPROVE);
        queue.withdraw(withdrawal("M-1", "P-1", 9, WithdrawalCause.CHANGED), next());

        assertThat(outbox()).singleElement().satisfies(entry -> {
            assertThat(entry.decision().getOutcome()).isEqualTo(DecisionOutcome.APPROVED);
            assertThat(entry.feedback()).isNull();
        });
    }

    @Test
    void revokesWhatIsPublishedForWhoDecidedOrALead() {
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        assertThat(queue.revoke(LEAD, tenant(draft), ContentId.of(draft), "x", WHY))
                .isInstanceOf(RevokeResult.NotPublished.class);
        decide(draft, APPROVE);

        assertThat(revoke(BO, draft)).isInstanceOf(RevokeResult.TakesALead.class);
        assertThat(queue.revoke(LEAD, tenant(draft), ContentId.of(draft), "another", WHY))
                .isInstanceOf(RevokeResult.OutOfDate.class);
        var revoked = (RevokeResult.Revoked) revoke(LEAD, draft);

        assertThat(revoked.item().decision().outcome()).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(revoked.item().decision().by()).isEqualTo(new Decider(DeciderType.PERSON, "Lea"));
        assertThat(revoke(LEAD, draft)).isInstanceOf(RevokeResult.NotPublished.class);
        assertThat(outbox())
                .extracting(entry -> entry.decision().getOutcome())
                .containsExactly(DecisionOutcome.APPROVED, DecisionOutcome.REVOKED);
        assertThat(outbox().get(1).decision().getPublishSequence()).isEqualTo(2);
    }

    @Test
    void aSkippedItemComesToOthersOnly() {
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        assertThat(queue.skip(ANN, claim(ANN, draft))).isTrue();

        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL)).isEmpty();
        assertThat(queue.waiting(ItemFilter.ALL, 10)).hasSize(1);
        Claim bos = queue.tryClaimNext(BO, ItemFilter.ALL).orElseThrow();
        assertThat(queue.release(BO, bos)).isTrue();
        Claim wanted = claim(ANN, draft);
        assertThat(queue.release(ANN, wanted)).isTrue();
        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL)).isPresent();
    }

    @Test
    void whatIsOfferedAmongOthersIsNeverWhatWasSkipped() {
        ContentDraft first = admitted(Drafts.reason("M-1", "P-1"));
        ContentDraft second = admitted(Drafts.reason("M-1", "P-2"));
        List<ReviewItem> both = List.of(item(first), item(second));
        queue.skip(ANN, claim(ANN, first));

        assertThat(queue.tryClaimAmong(ANN, both).orElseThrow().item().contentId())
                .isEqualTo(ContentId.of(second));
        assertThat(queue.tryClaimAmong(BO, both).orElseThrow().item().contentId())
                .isEqualTo(ContentId.of(first));
        assertThat(queue.tryClaimAmong(BO, List.of())).isEmpty();
    }

    @Test
    void passesOverManySkippedItemsToTheNext() {
        for (int i = 0; i < 120; i++) {
            ContentDraft draft = admitted(Drafts.reason("M-1", "P-" + i));
            queue.skip(ANN, claim(ANN, draft));
        }
        ContentDraft last = admitted(Drafts.badge("M-2", "P-1"));

        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow().item().draft())
                .isEqualTo(last);
        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL)).isEmpty();
    }

    @Test
    void anEscalatedItemWaitsForALead() {
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        assertThat(queue.escalate(ANN, claim(ANN, draft), "商标?")).isTrue();

        assertThat(queue.tryClaimNext(BO, ItemFilter.ALL)).isEmpty();
        assertThat(queue.tryClaim(BO, tenant(draft), ContentId.of(draft))).isInstanceOf(ClaimResult.ForLead.class);
        assertThat(item(draft).isForLead()).isTrue();
        assertThat(queue.waiting(ItemFilter.ALL, 10)).hasSize(1);
        assertThat(queue.counts().waiting()).isEqualTo(1);
        Claim leads = queue.tryClaimNext(LEAD, ItemFilter.ALL).orElseThrow();
        assertThat(queue.decide(LEAD, leads, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(queue.counts().waiting()).isZero();
    }

    @Test
    void whatHasSecondsLeftGoesBeforeAllElse() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ContentDraft old =
                Drafts.reason("M-1", "P-1").text("全网第一").finding("ad-law", "第一").build();
        ContentDraft ending =
                Drafts.badge("M-2", "P-1").deadline(now.plusSeconds(15)).build();
        admit(old);
        admit(ending);

        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow().item().draft())
                .isEqualTo(ending);
        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow().item().draft())
                .isEqualTo(old);
    }

    @Test
    void twoDifferentPeopleMustAgree() {
        queue = open(IN_PAIRS);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));

        var proposed = (DecideResult.Proposed) queue.decide(ANN, claim(ANN, draft), APPROVE);

        assertThat(proposed.item().proposal()).isEqualTo(new Proposal("Ann", draft.getText()));
        assertThat(proposed.item().state()).isEqualTo(ItemState.WAITING);
        assertThat(queue.tryClaimNext(ANN, ItemFilter.ALL)).isEmpty();
        assertThat(queue.decide(ANN, claim(ANN, draft), APPROVE)).isInstanceOf(DecideResult.OwnProposal.class);
        queue.release(ANN, claim(ANN, draft));
        Claim second = queue.tryClaimNext(BO, ItemFilter.ALL).orElseThrow();
        assertThat(queue.decide(BO, second, APPROVE)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(decision(draft).by().getName()).isEqualTo(BO.name());
        assertThat(decision(draft).agreedWith()).isEqualTo("Ann");
        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(outbox())
                .singleElement()
                .satisfies(entry -> assertThat(entry.decision().getAgreedWith()).isEqualTo("Ann"));
    }

    @Test
    void whoEditsWhatTwoMustAgreeOnCannotApproveIt() {
        queue = open(IN_PAIRS);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        queue.decide(ANN, claim(ANN, draft), APPROVE);

        assertThat(queue.decide(BO, claim(BO, draft), new Verdict.Edit("改好了")))
                .isInstanceOf(DecideResult.Proposed.class);
        assertThat(queue.decide(BO, claim(BO, draft), APPROVE)).isInstanceOf(DecideResult.OwnProposal.class);
        queue.release(BO, claim(BO, draft));
        queue.decide(ANN, claim(ANN, draft), APPROVE);

        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decision(draft).text()).isEqualTo("改好了");
        assertThat(decision(draft).agreedWith()).isEqualTo(BO.name());
    }

    @Test
    void onePersonIsEnoughToReject() {
        queue = open(IN_PAIRS);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        queue.decide(ANN, claim(ANN, draft), APPROVE);

        assertThat(queue.decide(ANN, claim(ANN, draft), new Verdict.Reject(WHY)))
                .isInstanceOf(DecideResult.Accepted.class);
        assertThat(item(draft).proposal()).isNull();
    }

    @Test
    void approvesTogetherWhatWaitsAsItWasSeenAndWithoutRisk() {
        ContentDraft plain = admitted(Drafts.reason("M-1", "P-1"));
        ContentDraft risky = admitted(Drafts.reason("M-1", "P-2").text("全网第一").finding("ad-law", "第一"));
        ContentDraft held = admitted(Drafts.reason("M-2", "P-3"));
        ContentDraft changed = admitted(Drafts.badge("M-2", "P-4"));
        List<SeenItem> seen = List.of(plain, risky, held, changed).stream()
                .map(draft -> SeenItem.of(item(draft)))
                .toList();
        claim(BO, held);
        queue.release(BO, claim(BO, changed));

        List<DecideResult> results = queue.approveAll(ANN, seen);

        assertThat(results.get(0)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(results.get(1)).isInstanceOf(DecideResult.TooRisky.class);
        assertThat(results.get(2)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(results.get(3)).isInstanceOf(DecideResult.StaleClaim.class);
        assertThat(queue.approveAll(ANN, seen).get(0)).isInstanceOf(DecideResult.AlreadyDecided.class);
        assertThat(decision(plain).via()).isEqualTo(Via.BATCH);
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void notesWhatHappenedToAnItem() {
        queue = open(UNDOABLE);
        ContentDraft draft = admitted(Drafts.reason("M-1", "P-1"));
        queue.escalate(ANN, claim(ANN, draft), "商标|?");
        queue.decide(LEAD, claim(LEAD, draft), new Verdict.Reject(WHY));
        undo(LEAD, draft);

        List<HistoryEntry> history = queue.history(tenant(draft), ContentId.of(draft));

        assertThat(history)
                .extracting(HistoryEntry::what)
                .containsExactly(
                        HistoryEntry.Event.ADMITTED,
                        HistoryEntry.Event.CLAIMED,
                        HistoryEntry.Event.ESCALATED,
                        HistoryEntry.Event.CLAIMED,
                        HistoryEntry.Event.REJECTED,
                        HistoryEntry.Event.UNDONE,
                        HistoryEntry.Event.CLAIMED);
        assertThat(history.get(2).who()).isEqualTo("Ann");
        assertThat(history.get(2).note()).isEqualTo("商标|?");
        assertThat(history).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void keepsTheRecordOfWhatPersonsThoughtOfDraftsWithoutRisk() {
        ContentDraft good = admitted(Drafts.reason("M-1", "P-1").model("v7"));
        ContentDraft bad = admitted(Drafts.reason("M-1", "P-2").model("v7"));
        ContentDraft risky =
                admitted(Drafts.reason("M-1", "P-3").model("v7").text("全网第一").finding("ad-law", "第一"));
        ContentDraft unseen = Drafts.reason("M-1", "P-4").model("v7").build();
        queue.admit(unseen, next(), AUTOMATIC);
        decide(good, APPROVE);
        decide(bad, new Verdict.Edit("better"));
        decide(risky, new Verdict.Reject(WHY));

        assertThat(queue.trackRecord(tenant(good), Kind.REASON, "v7")).isEqualTo(new TrackRecord(2, 1));
        revoke(LEAD, unseen);
        assertThat(queue.trackRecord(tenant(good), Kind.REASON, "v7")).isEqualTo(new TrackRecord(3, 2));
        assertThat(queue.trackRecord(tenant(good), Kind.REASON, "v8")).isEqualTo(TrackRecord.NONE);
        assertThat(queue.trackRecord(tenant(good), Kind.BADGE, "v7")).isEqualTo(TrackRecord.NONE);
    }

    private ContentDraft admitted(Drafts builder) {
        ContentDraft draft = builder.build();
        assertThat(admit(draft)).isEqualTo(Admission.WAITING);
        return draft;
    }

    private UndoResult undo(Reviewer reviewer, ContentDraft draft) {
        Decided decision = item(draft).decision();
        return queue.undo(reviewer, tenant(draft), ContentId.of(draft), decision == null ? "" : decision.decisionId());
    }

    private RevokeResult revoke(Reviewer reviewer, ContentDraft draft) {
        return queue.revoke(
                reviewer, tenant(draft), ContentId.of(draft), decision(draft).decisionId(), WHY);
    }
}
