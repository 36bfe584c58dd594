package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.Drafts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every review queue keeps to when a text is sent back to be written again. */
abstract class SendingBackContract extends ClaimingContract {
    private static final Verdict.SendBack BACK = new Verdict.SendBack(List.of("facts", "不要写「通勤」"), List.of("轻盈"));

    @Test
    void sendsDecisionAndFeedbackOnTheirWayTogether() {
        Instant deadline = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(600);
        ContentDraft draft =
                Drafts.reason("M-1", "P-1").revision(7).deadline(deadline).build();
        admit(draft);

        decide(draft, BACK);

        assertThat(decision(draft).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
        assertThat(decision(draft).reasons()).isEqualTo(BACK.reasons());
        assertThat(decision(draft).text()).isEmpty();
        Outbox.Entry entry = onlyEntry();
        assertThat(entry.decision().getDecisionId()).isEqualTo(decision(draft).decisionId());
        ReviewFeedback feedback = entry.feedback();
        assertThat(feedback.getContentId()).isEqualTo(draft.getContentId());
        assertThat(feedback.getSource()).isEqualTo(draft.getSource());
        assertThat(feedback.getSubjectRevision()).isEqualTo(7);
        assertThat(feedback.getOrderKey()).isEqualTo("M-1|P-1");
        assertThat(feedback.getDeadline()).isEqualTo(deadline);
        assertThat(feedback.getReason()).isEqualTo("facts；不要写「通勤」");
        assertThat(feedback.getRefused()).containsExactly(draft.getText());
        assertThat(feedback.getWithout()).containsExactly("轻盈", "通勤");
    }

    @Test
    void tellsTheNextAttemptWhatTheEarlierOnesWereSentBackFor() {
        ContentDraft first = Drafts.reason("M-1", "P-1").text("第一稿轻盈").build();
        ContentDraft second =
                Drafts.reason("M-1", "P-1").attempt(1).text("第二稿高腰").build();
        admit(first);
        decide(first, new Verdict.SendBack(List.of("不要「轻盈」"), List.of()));
        admit(second);
        decide(second, new Verdict.SendBack(List.of("也不要「高腰」"), List.of()));

        ReviewFeedback feedback = outbox().get(1).feedback();

        assertThat(feedback.getAttempt()).isEqualTo(1);
        assertThat(feedback.getRefused()).containsExactly("第一稿轻盈", "第二稿高腰");
        assertThat(feedback.getWithout()).containsExactly("轻盈", "高腰");
        assertThat(feedback.getReason()).isEqualTo("也不要「高腰」");
    }

    @Test
    void sendsNothingBackUnderAStaleFence() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        queue = open(RULES.withLease(SHORT));
        admit(draft);
        Claim lapsed = claim(ANN, draft);
        await().until(() -> queue.tryClaim(BO, tenant(draft), ContentId.of(draft)) instanceof ClaimResult.Granted);

        assertThat(queue.decide(ANN, lapsed, BACK)).isInstanceOf(DecideResult.StaleClaim.class);

        assertThat(outbox()).isEmpty();
        assertThat(item(draft).decision()).isNull();
    }

    @Test
    void sendsBackOnceHoweverOftenItIsSaid() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        Claim claim = claim(ANN, draft);

        assertThat(queue.decide(ANN, claim, BACK)).isInstanceOf(DecideResult.Accepted.class);
        assertThat(queue.decide(ANN, claim, BACK)).isInstanceOf(DecideResult.AlreadyDecided.class);

        assertThat(onlyEntry().feedback()).isNotNull();
    }

    @Test
    void leavesFeedbackForNoOtherDecision() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        admit(draft);
        decide(draft, new Verdict.Reject(List.of("不要写「通勤」")));

        assertThat(onlyEntry().feedback()).isNull();
    }

    @Test
    void sendsBackNoOftenerThanTheRuleAllows() {
        ContentDraft last = Drafts.reason("M-1", "P-1")
                .attempt(SendBackRule.DEFAULT.rewrites())
                .build();
        admit(last);

        assertObstacle(last, SendBackRule.Obstacle.ATTEMPTS_USED);
        decide(last, APPROVE);
    }

    @Test
    void sendsBackNeitherRawSpeechNorWhatIsNearlyDue() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ContentDraft raw = Drafts.script("H-1", "S-1", 0).raw().build();
        ContentDraft due =
                Drafts.script("H-1", "S-1", 1).deadline(now.plusSeconds(10)).build();
        ContentDraft inTime =
                Drafts.script("H-1", "S-1", 2).deadline(now.plusSeconds(600)).build();
        List.of(raw, due, inTime).forEach(this::admit);

        assertObstacle(raw, SendBackRule.Obstacle.RAW_SPEECH);
        assertObstacle(due, SendBackRule.Obstacle.TOO_LATE);
        decide(inTime, BACK);

        assertThat(onlyEntry().feedback().getPassageIndex()).isEqualTo(2);
        assertThat(onlyEntry().feedback().getPriority()).isEqualTo(inTime.getPriority());
    }

    @Test
    void takesTheNextAttemptAsAnItemOfItsOwnAndOnce() {
        ContentDraft first = Drafts.reason("M-1", "P-1").build();
        ContentDraft second =
                Drafts.reason("M-1", "P-1").attempt(1).text("另一种写法。").build();
        admit(first);
        decide(first, BACK);

        assertThat(admit(second)).isEqualTo(Admission.WAITING);
        assertThat(admit(second)).isEqualTo(Admission.KNOWN);
        decide(second, APPROVE);
        assertThat(admit(second)).isEqualTo(Admission.KNOWN);

        assertThat(decision(first).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
        assertThat(decision(second).publishSequence())
                .isGreaterThan(decision(first).publishSequence());
    }

    @ParameterizedTest
    @EnumSource(WithdrawalCause.class)
    void voidsTheNextAttemptOfWhatWasWithdrawnMeanwhile(WithdrawalCause cause) {
        ContentDraft first = Drafts.reason("M-1", "P-1").build();
        ContentDraft second = Drafts.reason("M-1", "P-1").attempt(1).build();
        admit(first);
        decide(first, BACK);

        assertThat(queue.withdraw(withdrawal("M-1", "P-1", 2, cause), next())).isZero();

        assertThat(admit(second)).isEqualTo(Admission.SUPERSEDED);
        assertThat(decision(first).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
    }

    private Outbox.Entry onlyEntry() {
        assertThat(outbox()).hasSize(1);
        return outbox().get(0);
    }

    private void assertObstacle(ContentDraft draft, SendBackRule.Obstacle obstacle) {
        Claim claim = claim(ANN, draft);
        assertThat(queue.obstacleToSendBack(claim.item())).contains(obstacle);
        assertThat(queue.decide(ANN, claim, BACK)).isEqualTo(new DecideResult.CannotGoBack(obstacle));
        assertThat(item(draft).decision()).isNull();
        assertThat(outbox()).isEmpty();
        queue.release(ANN, claim);
    }
}
