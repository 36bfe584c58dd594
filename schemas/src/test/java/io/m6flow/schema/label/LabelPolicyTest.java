package io.m6flow.schema.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.VisibleLabel.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPolicyTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
    private static final Waiver WAIVER = new Waiver(
            new TenantId("M-1"), Set.of(Kind.REASON, Kind.BADGE), "wang@shop.example", "2026/17, 4", MARCH, SEPTEMBER);

    private final LabelPolicy usual = LabelPolicy.defaults();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindIsLabelledForPeopleAndForMachines(Kind kind) {
        LabelledText left = usual.release(decision(kind).build(), MARCH);

        assertThat(left.text()).isEqualTo("雪纺轻盈");
        assertThat(left.aiLabel()).isEqualTo("AI生成");
        assertThat(left.aigc().getLabel()).isEqualTo("1");
        assertThat(left.aigc().getContentProducer()).isEqualTo("M6 Flow");
        assertThat(left.aigc().getProduceId()).isEqualTo(ID);
        assertThat(left.aigc().getContentPropagator()).isEmpty();
        assertThat(left.aigc().getPropagateId()).isEmpty();
        assertThat(left.waiver()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"FIELD, 雪纺轻盈", "START, （AI合成）雪纺轻盈", "END, 雪纺轻盈（AI合成）"})
    void theLabelStandsBesideTheTextOrInIt(Placement placement, String text) {
        LabelledText left = LabelPolicy.with(new VisibleLabel("AI合成", placement))
                .release(decision(Kind.REASON).build(), MARCH);

        assertThat(left.text()).isEqualTo(text);
        assertThat(left.aiLabel()).isEqualTo("AI合成");
    }

    /** printf 雪纺轻盈 | sha256sum */
    @Test
    void theMetadataHoldTheHashOfTheTextThatTravels() {
        assertThat(usual.release(decision(Kind.REASON).build(), MARCH).aigc().getReservedCode1())
                .isEqualTo("sha256:15feee404a1e88859a7a31a247ad854d5d4e047a1988f76a4c5b6f9282e45a2b");
        assertThat(LabelPolicy.with(new VisibleLabel("AI生成", Placement.END))
                        .release(decision(Kind.REASON).build(), MARCH)
                        .aigc()
                        .getReservedCode1())
                .isNotEqualTo("sha256:15feee404a1e88859a7a31a247ad854d5d4e047a1988f76a4c5b6f9282e45a2b")
                .hasSize("sha256:".length() + 64);
    }

    @Test
    void whoSpreadsTheTextsNumbersThemByTheDecision() {
        LabelPolicy named = new LabelPolicy(usual.labels(), "91440300708461136T", "示例商城", List.of());
        LabelledText left = named.release(decision(Kind.REASON).build(), MARCH);

        assertThat(left.aigc().getContentProducer()).isEqualTo("91440300708461136T");
        assertThat(left.aigc().getContentPropagator()).isEqualTo("示例商城");
        assertThat(left.aigc().getPropagateId()).isEqualTo("D-1");
    }

    @Test
    void editedByAPersonATextStaysGenerated() {
        LabelledText left = usual.release(
                decision(Kind.REASON)
                        .setOutcome(DecisionOutcome.EDITED)
                        .setText("改过的")
                        .build(),
                MARCH);

        assertThat(left.aiLabel()).isEqualTo("AI生成");
        assertThat(left.aigc().getLabel()).isEqualTo("1");
    }

    @Test
    void recognisedSpeechWasNotGeneratedAndBearsNoLabel() {
        ReviewDecision raw = decision(Kind.SCRIPT)
                .setOrigin(DraftOrigin.RAW_TRANSCRIPT)
                .setText("嗯这条裙子")
                .build();
        ReviewDecision pastItsDeadline = decision(Kind.SCRIPT)
                .setOutcome(DecisionOutcome.EXPIRED)
                .setText("嗯这条裙子")
                .build();
        for (ReviewDecision speech : List.of(raw, pastItsDeadline)) {
            assertThat(usual.release(speech, MARCH)).isEqualTo(LabelledText.speech("嗯这条裙子"));
            assertThat(usual.whole(speech)).isEqualTo(LabelledText.speech("嗯这条裙子"));
        }
    }

    @Test
    void whatTheModelWroteIsLabelledThoughItLeavesPastItsDeadline() {
        ReviewDecision expired =
                decision(Kind.SCRIPT).setOutcome(DecisionOutcome.EXPIRED).build();

        assertThat(usual.release(expired, MARCH).aiLabel()).isEqualTo("AI生成");
    }

    @ParameterizedTest
    @CsvSource({
        "M-1, REASON, 2026-03-01T00:00:00Z, true",
        "M-1, BADGE,  2026-08-31T23:59:59.999Z, true",
        "M-1, REASON, 2026-02-28T23:59:59.999Z, false",
        "M-1, REASON, 2026-09-01T00:00:00Z, false",
        "M-1, THEME,  2026-05-01T00:00:00Z, false",
        "M-2, REASON, 2026-05-01T00:00:00Z, false"
    })
    void aWaiverHoldsForItsTenantItsKindsAndItsTime(String tenant, Kind kind, Instant now, boolean waived) {
        LabelPolicy policy =
                LabelPolicy.with(new VisibleLabel("AI生成", Placement.END)).withWaivers(List.of(WAIVER));
        ReviewDecision decision = decision(kind).setTenant(tenant).build();
        LabelledText left = policy.release(decision, now);

        assertThat(left.waiver()).isEqualTo(waived ? WAIVER : null);
        assertThat(left.aiLabel()).isEqualTo(waived ? null : "AI生成");
        assertThat(left.text()).isEqualTo(waived ? "雪纺轻盈" : "雪纺轻盈（AI生成）");
        assertThat(left.aigc()).as("the metadata stay").isNotNull();
        assertThat(policy.whole(decision).aiLabel()).as("on any other way").isEqualTo("AI生成");
    }

    @Test
    void aWaiverWithoutAnEndHoldsOn() {
        Waiver open = new Waiver(new TenantId("M-1"), Set.of(Kind.REASON), "wang", "2026/17", MARCH, null);
        LabelPolicy policy = usual.withWaivers(List.of(open));

        assertThat(policy.release(decision(Kind.REASON).build(), Instant.parse("2036-01-01T00:00:00Z"))
                        .waiver())
                .isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AI生成", "人工智能合成", "本文由AI辅助生成", "AI合成内容"})
    void aLabelThatSaysItIsTaken(String words) {
        assertThat(new VisibleLabel(words, Placement.FIELD).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AI", "机器生成", "人工智能", "ai生成", "AI 撰写"})
    void aLabelThatDoesNotSayItIsRefused(String words) {
        assertThatThrownBy(() -> new VisibleLabel(words, Placement.FIELD))
                .hasMessage("a visible label must hold 人工智能 or AI, and 生成 or 合成, was \"" + words + "\"");
    }

    @Test
    void aLabelIsOneShortLine() {
        String forty = "AI生成" + "。".repeat(36);
        assertThat(new VisibleLabel(forty, Placement.FIELD).words()).isEqualTo(forty);
        assertThatThrownBy(() -> new VisibleLabel(forty + "。", Placement.FIELD))
                .hasMessageContaining("at most 40 characters, had 41");
        assertThatThrownBy(() -> new VisibleLabel("AI\n生成", Placement.FIELD)).hasMessageContaining("one line");
    }

    @Test
    void aLabelIsNotPutIntoATextTwice() {
        assertThat(VisibleLabel.within("雪纺", "AI生成")).isEqualTo("雪纺（AI生成）");
        assertThat(VisibleLabel.within("雪纺（AI生成）", "AI生成")).isEqualTo("雪纺（AI生成）");
        assertThat(VisibleLabel.within("（AI生成）雪纺", "AI生成")).isEqualTo("（AI生成）雪纺");
    }

    @Test
    void nobodyLeavesAKindTheProducerOrTheAgreementOut() {
        assertThatThrownBy(() -> new LabelPolicy(Map.of(), "某公司", "", List.of()))
                .hasMessageContaining("only a waiver leaves labels out");
        assertThatThrownBy(() -> new LabelPolicy(usual.labels(), " ", "", List.of()))
                .hasMessageContaining("producer is empty");
        assertThatThrownBy(() -> new LabelPolicy(usual.labels(), "某", "长".repeat(101), List.of()))
                .hasMessageContaining("100 characters each");
        assertThatThrownBy(() -> waiver(Set.of(), "wang", "2026/17", SEPTEMBER)).hasMessageContaining("kinds is empty");
        assertThatThrownBy(() -> waiver(Set.of(Kind.HINT), " ", "2026/17", SEPTEMBER))
                .hasMessageContaining("who asked");
        assertThatThrownBy(() -> waiver(Set.of(Kind.HINT), "wang", "", SEPTEMBER))
                .hasMessageContaining("where it is agreed");
        assertThatThrownBy(() -> waiver(Set.of(Kind.HINT), "wang", "2026/17", MARCH))
                .hasMessageContaining("until must be after since");
    }

    private static Waiver waiver(Set<Kind> kinds, String requestedBy, String agreement, Instant until) {
        return new Waiver(new TenantId("M-1"), kinds, requestedBy, agreement, MARCH, until);
    }

    private static ReviewDecision.Builder decision(Kind kind) {
        return ReviewDecision.newBuilder()
                .setDecisionId("D-1")
                .setContentId(ID)
                .setTenant("M-1")
                .setKind(kind)
                .setSubject("P-1")
                .setSubjectRevision(1)
                .setOrderKey("M-1|P-1")
                .setOutcome(DecisionOutcome.APPROVED)
                .setBy(new Decider(DeciderType.PERSON, "lin"))
                .setPublishSequence(1)
                .setText("雪纺轻盈")
                .setDraftText("雪纺轻盈")
                .setDecidedAt(MARCH);
    }
}
