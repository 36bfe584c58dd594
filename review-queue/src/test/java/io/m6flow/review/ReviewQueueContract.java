package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.testkit.Drafts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every review queue keeps to. */
abstract class ReviewQueueContract extends SecondThoughtsContract {
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
    void revokesPublishedTextAtOnceOfThoseKindsForWhichTheRulesSaySo() {
        queue = open(RULES.withRetractAtOnce(Set.of(Kind.BADGE)));
        ContentDraft badge = Drafts.badge("M-1", "P-1").build();
        ContentDraft reason = Drafts.reason("M-1", "P-1").build();
        queue.admit(badge, next(), AUTOMATIC);
        queue.admit(reason, next(), AUTOMATIC);

        assertThat(queue.withdraw(withdrawal("M-1", "P-1", 2, WithdrawalCause.CHANGED), next()))
                .isEqualTo(1);

        assertThat(decision(badge).outcome()).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(decision(badge).reasons()).containsExactly("a newer revision took its place");
        assertThat(decision(reason).outcome()).isEqualTo(DecisionOutcome.APPROVED);
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

        assertThat(sweep()).isEqualTo(new SweepReport(0, 2, 0));
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
}
