package io.m6flow.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.testkit.TestTime;
import java.util.Map;
import java.util.Optional;
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
    void aKindWithoutALabelCarriesNoMetadataEither() {
        Publication unlabelled = new Publication(new LabelPolicy(Map.of(Kind.SCRIPT, "AI"), "某公司"));
        PublishedContent content = unlabelled
                .of(DecisionFixture.decision(DecisionOutcome.APPROVED, "雪纺碎花裙", 1), TestTime.NOW)
                .orElseThrow();
        assertThat(content.getAiLabel()).isNull();
        assertThat(content.getAigc()).isNull();
    }

    @Test
    void someoneAnswersForGeneratedContent() {
        assertThatThrownBy(() -> new LabelPolicy(Map.of(), " ")).hasMessageContaining("producer is empty");
    }

    private Optional<PublishedContent> publish(DecisionOutcome outcome, String text) {
        return publication.of(DecisionFixture.decision(outcome, text, 1), TestTime.NOW);
    }
}
