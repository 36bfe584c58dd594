package io.m6flow.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRulesTest {
    static {
        AvroTrust.establish();
    }

    private static final Instant NOON = Instant.parse("2026-01-31T04:00:00Z");

    @Test
    void standsInForWhatAProductLeavesOut() {
        ProductEvent event = dress().build();
        assertThat(EventDefaults.occurredAt(event, NOON)).isEqualTo(NOON);
        assertThat(EventDefaults.revision(event, NOON)).isEqualTo(NOON.toEpochMilli());
        assertThat(EventDefaults.kinds(event)).containsExactly(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE);
        Instant earlier = NOON.minusSeconds(60);
        assertThat(EventDefaults.revision(dress().setOccurredAt(earlier).build(), NOON))
                .isEqualTo(earlier.toEpochMilli());
    }

    @Test
    void standsInForWhatASegmentLeavesOut() {
        AsrSegment segment = AsrSegment.newBuilder()
                .setSessionId("S-1")
                .setSequence(1)
                .setStartMillis(500)
                .setEndMillis(900)
                .setText("好")
                .setFinal$(true)
                .build();
        assertThat(EventDefaults.tenant(segment)).hasToString("S-1");
        assertThat(EventDefaults.orderKey(segment)).hasToString("S-1|S-1");
        assertThat(EventDefaults.occurredAt(segment, NOON)).isEqualTo(NOON.plusMillis(500));
    }

    @Test
    void countsAKindOnce() {
        assertThat(EventDefaults.kinds(
                        dress().setKinds(List.of(Kind.HINT, Kind.HINT)).build()))
                .containsExactly(Kind.HINT);
    }

    @Test
    void takesAttributesUpToTheLimit() {
        Attribute red = new Attribute("颜色", "红");
        assertThat(EventRules.complaint(dress().setAttributes(Collections.nCopies(EventRules.MAX_ATTRIBUTES, red))
                        .build()))
                .isEmpty();
        assertThat(EventRules.complaint(dress().setAttributes(Collections.nCopies(EventRules.MAX_ATTRIBUTES + 1, red))
                        .build()))
                .contains("attributes holds 201 entries; the limit is 200");
    }

    @Test
    void takesEventsUpToTheLimitOfBytes() {
        assertThat(EventRules.sizeComplaint(EventRules.MAX_EVENT_BYTES)).isEmpty();
        assertThat(EventRules.sizeComplaint(EventRules.MAX_EVENT_BYTES + 1)).isPresent();
    }

    private static ProductEvent.Builder dress() {
        return ProductEvent.newBuilder()
                .setProductId("P-1")
                .setMerchantId("M-1")
                .setTitle("连衣裙");
    }
}
