package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.VisibleLabel;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecisionEventsTest {
    private static final ContentDraft DRAFT =
            Drafts.reason("M-1", "P-1").text("雪纺轻盈，夏天穿着正好。").build();

    private final DecisionEvents events = new DecisionEvents(LabelPolicy.defaults());

    @Test
    void tellsOfADecisionInTheFormOfTheSpecification() {
        ReviewDecision decision =
                Decisions.edited(DRAFT, "雪纺轻盈，夏天正好。").sequence(3).build();
        Intent intent = events.intent(decision);
        JsonNode message = JsonRecords.read(intent.body());

        assertThat(intent.id()).isEqualTo(decision.getDecisionId());
        assertThat(intent.type()).isEqualTo("decision.edited");
        assertThat(intent.body())
                .startsWith("{\"type\":\"decision.edited\",\"timestamp\":\"" + TestTime.NOW + "\",\"data\":{")
                .contains("雪纺轻盈，夏天正好。");
        assertThat(message.path("data").path("publishSequence").asLong()).isEqualTo(3);
        assertThat(message.path("data").path("tenant").asText()).isEqualTo("M-1");
        assertThat(message.path("data").path("aiLabel").asText()).isEqualTo("AI生成");
        assertThat(message.path("data").path("AIGC").path("ProduceID").asText()).isEqualTo(DRAFT.getContentId());
    }

    @Test
    void theTextBearsItsLabelWhereThePolicyPlacesIt() {
        JsonNode data = JsonRecords.read(
                        new DecisionEvents(LabelPolicy.with(new VisibleLabel("AI生成", VisibleLabel.Placement.END)))
                                .intent(Decisions.approved(DRAFT).build())
                                .body())
                .path("data");

        assertThat(data.path("text").asText()).isEqualTo("雪纺轻盈，夏天穿着正好。（AI生成）");
        assertThat(data.path("aiLabel").asText()).isEqualTo("AI生成");
    }

    @Test
    void speechThatLeftPastItsDeadlineIsCalledSpeechAndBearsNoLabel() {
        ContentDraft script = Drafts.script("H-1", "S-1", 0).build();
        ReviewDecision expired = Decisions.withoutText(script, DecisionOutcome.EXPIRED)
                .with(decision -> decision.setText(script.getSource().getTranscript()))
                .build();
        JsonNode data = JsonRecords.read(events.intent(expired).body()).path("data");

        assertThat(data.path("origin").asText()).isEqualTo("RAW_TRANSCRIPT");
        assertThat(data.has("aiLabel")).isFalse();
        assertThat(data.has("AIGC")).isFalse();
    }

    @Test
    void keepsPeoplesNamesTheMachinesTextAndTheChainHere() {
        String body =
                events.intent(Decisions.rejected(DRAFT, "夸大").by("lin").build()).body();

        assertThat(body).contains("\"by\":{\"type\":\"PERSON\"}", "夸大");
        assertThat(body)
                .doesNotContain("lin", DRAFT.getText(), "previousHash", "chainIndex", "\"text\"", "aiLabel", "null");
        assertThat(events.intent(Decisions.approved(DRAFT)
                                .byPolicy("approve-all")
                                .build())
                        .body())
                .contains("\"by\":{\"type\":\"POLICY\",\"name\":\"approve-all\"}");
    }

    @Test
    void hasATypeForEveryOutcome() {
        assertThat(DecisionEvents.TYPES)
                .containsExactlyInAnyOrder(
                        "decision.approved",
                        "decision.edited",
                        "decision.rejected",
                        "decision.sent_back",
                        "decision.expired",
                        "decision.superseded",
                        "decision.revoked");
        for (DecisionOutcome outcome : DecisionOutcome.values()) {
            assertThat(events.intent(Decisions.withoutText(DRAFT, outcome).build())
                            .type())
                    .isIn(DecisionEvents.TYPES);
        }
    }

    @Test
    void whatIsTooLargeGoesWithoutItsText() {
        int rest =
                events.intent(Decisions.edited(DRAFT, "a").build()).body().getBytes(StandardCharsets.UTF_8).length - 1;
        String most = "a".repeat(Intent.MAX_BYTES - rest);

        assertThat(events.intent(Decisions.edited(DRAFT, most).build()).body()).contains(most);
        JsonNode thin = JsonRecords.read(
                events.intent(Decisions.edited(DRAFT, most + "a").build()).body());
        assertThat(thin.path("data").has("text")).isFalse();
        assertThat(thin.path("data").path("leftOut"))
                .extracting(JsonNode::asText)
                .containsExactly("text", "title", "reasons");
        assertThat(thin.path("data").path("decisionId").asText()).isNotEmpty();
    }
}
