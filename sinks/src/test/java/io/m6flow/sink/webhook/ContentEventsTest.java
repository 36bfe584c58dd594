package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.PublishedContents;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentEventsTest {
    @Test
    void aRetractionTellsOfItsPlaceWithoutAText() {
        PublishedContent content =
                PublishedContents.reason("M-1", "P-1").sequence(4).retracted().build();
        Intent intent = ContentEvents.intent(content);

        assertThat(intent.id()).isEqualTo("content-" + content.getDecisionId());
        assertThat(intent.type()).isEqualTo("content.retracted");
        assertThat(intent.edition()).isEqualTo(new Intent.Edition("M-1|REASON|P-1", 4));
        JsonNode data = JsonRecords.read(intent.body()).path("data");
        assertThat(data.path("publishSequence").asLong()).isEqualTo(4);
        assertThat(data.has("text")).isFalse();
    }

    @Test
    void whatIsTooLargeGoesWithoutItsText() {
        int rest = ContentEvents.intent(reason("a")).body().getBytes(StandardCharsets.UTF_8).length - 1;
        String most = "a".repeat(Intent.MAX_BYTES - rest);

        assertThat(ContentEvents.intent(reason(most)).body()).contains(most);
        JsonNode thin =
                JsonRecords.read(ContentEvents.intent(reason(most + "a")).body());
        assertThat(thin.path("data").has("text")).isFalse();
        assertThat(thin.path("data").path("leftOut"))
                .extracting(JsonNode::asText)
                .containsExactly("text", "title");
    }

    @Test
    void refusesWhatCannotBeAWebhook() {
        PublishedContent content = reason("a");
        content.setDecisionId("no.id");
        assertThatThrownBy(() -> ContentEvents.intent(content)).hasMessageContaining("a webhook's id must be");
        assertThatThrownBy(() -> ContentEvents.intent(
                        PublishedContents.reason("M-1", "P-1").sequence(-1).build()))
                .hasMessageContaining("a sequence of at least 0");
    }

    private static PublishedContent reason(String text) {
        return PublishedContents.reason("M-1", "P-1").text(text).build();
    }
}
