package io.m6flow.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.Waiver;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicationTest {
    private final Publication publication = new Publication(LabelPolicy.defaults());

    @ParameterizedTest
    @EnumSource(
            value = DecisionOutcome.class,
            names = {"APPROVED", "EDITED", "EXPIRED"})
    void whatIsLetOutCarriesItsTextAndItsLabel(DecisionOutcome outcome) {
        PublishedContent content = publish(outcome, "雪纺碎花裙").orElseThrow();
        assertThat(content.getAction()).isEqualTo(PublishAction.PUBLISH);
        assertThat(content.getText()).isEqualTo("雪纺碎花裙");
        assertThat(content.getTitle()).isEqualTo("法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙");
        assertThat(content.getAiLabel()).isEqualTo("AI生成");
        assertThat(content.getAigc().getLabel()).isEqualTo("1");
        assertThat(content.getAigc().getProduceId()).isEqualTo(content.getContentId());
        assertThat(content.getAigc().getContentProducer()).isEqualTo("M6 Flow");
        assertThat(content.getOrigin()).isEqualTo(DraftOrigin.MODEL);
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionOutcome.class,
            names = {"REJECTED", "SENT_BACK", "SUPERSEDED"})
    void theOthersLetNothingOut(DecisionOutcome outcome) {
        assertThat(publish(outcome, "雪纺碎花裙")).isEmpty();
    }

    @Test
    void anExpiryWithoutTextLetsNothingOut() {
        assertThat(publish(DecisionOutcome.EXPIRED, "")).isEmpty();
    }

    @Test
    void aRevocationTakesBackWithoutText() {
        PublishedContent content = publish(DecisionOutcome.REVOKED, "雪纺碎花裙").orElseThrow();
        assertThat(content.getAction()).isEqualTo(PublishAction.RETRACT);
        assertThat(content.getText()).isEmpty();
        assertThat(content.getAigc()).isNull();
    }

    @Test
    void speechThatLeavesPastItsDeadlineIsNamedAsSuch() {
        ReviewDecision expired = Decisions.withoutText(
                        Drafts.script("H-1", "S-1", 0).build(), DecisionOutcome.EXPIRED)
                .with(decision -> decision.setText("嗯这条裙子它是雪纺的"))
                .build();
        PublishedContent content =
                publication.of(expired, TestTime.NOW).orElseThrow().content();

        assertThat(content.getOrigin()).isEqualTo(DraftOrigin.RAW_TRANSCRIPT);
        assertThat(content.getAiLabel()).isNull();
        assertThat(content.getAigc()).isNull();
    }

    @Test
    void whatAWaiverLetsOutIsToldWithoutItsText() {
        Waiver waiver = new Waiver(
                new TenantId("M-1"), Set.of(Kind.REASON), "wang@shop.example", "2026/17, 4", TestTime.NOW, null);
        ReviewDecision decision = DecisionFixture.decision(DecisionOutcome.APPROVED, "雪纺碎花裙", 7);
        Publication.Release release = new Publication(LabelPolicy.defaults().withWaivers(List.of(waiver)))
                .of(decision, TestTime.NOW)
                .orElseThrow();

        assertThat(release.content().getAiLabel()).isNull();
        assertThat(release.content().getAigc().getLabel()).isEqualTo("1");
        assertThat(release.unlabelled())
                .contains(new UnlabelledRelease(
                        decision.getContentId(),
                        "M-1",
                        Kind.REASON,
                        "P-1",
                        decision.getDecisionId(),
                        7L,
                        "wang@shop.example",
                        "2026/17, 4",
                        TestTime.NOW));
    }

    @Test
    void whatIsLabelledOrTakenBackIsNotInTheLog() {
        Waiver later = new Waiver(
                new TenantId("M-1"), Set.of(Kind.REASON), "wang", "2026/17", TestTime.NOW.plusMillis(1), null);
        Publication publication = new Publication(LabelPolicy.defaults().withWaivers(List.of(later)));

        assertThat(publication
                        .of(DecisionFixture.decision(DecisionOutcome.APPROVED, "雪纺碎花裙", 1), TestTime.NOW)
                        .orElseThrow()
                        .unlabelled())
                .isEmpty();
        assertThat(publication
                        .of(DecisionFixture.decision(DecisionOutcome.REVOKED, "", 2), TestTime.NOW.plusSeconds(1))
                        .orElseThrow()
                        .unlabelled())
                .isEmpty();
    }

    private Optional<PublishedContent> publish(DecisionOutcome outcome, String text) {
        return publication
                .of(DecisionFixture.decision(outcome, text, 1), TestTime.NOW)
                .map(Publication.Release::content);
    }
}
